"""What each LaTeX command is to the parser. Tables only; a command in none of them is unknown."""

from collections.abc import Mapping
from typing import Literal

from eqproof.latex.nodes import ProductSign, TensorKind

GREEK = frozenset(
    r"\alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \vartheta \iota \kappa"
    r" \lambda \mu \nu \xi \pi \varpi \rho \varrho \sigma \varsigma \tau \upsilon \phi \varphi"
    r" \chi \psi \omega \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Upsilon \Phi \Psi \Omega"
    r" \ell \imath \jmath \hbar".split()
)

# Commands that decorate a name and become part of it: \hat{y}, \mathbf{w}.
ACCENTS = frozenset(
    r"\hat \widehat \tilde \widetilde \bar \overline \vec \dot \ddot \check \breve"
    r" \mathring \acute \grave \overrightarrow \underline".split()
)
ALPHABETS = frozenset(
    r"\mathbf \boldsymbol \bm \mathrm \mathcal \mathsf \mathit \mathbb \mathfrak \mathscr".split()
)

# Functions that are only names for 1 over another one.
RECIPROCALS = {
    r"\sec": r"\cos",
    r"\csc": r"\sin",
    r"\sech": r"\cosh",
    r"\csch": r"\sinh",
    r"\coth": r"\tanh",
}

# Functions that are read with or without brackets.
FUNCTIONS = RECIPROCALS.keys() | frozenset(
    r"\log \ln \exp \sin \cos \tan \sinh \cosh \tanh \arctan".split()
)

# Functions of a whole tensor: words set upright, read with or without brackets.
TENSOR_FUNCTIONS: Mapping[str, TensorKind] = {
    r"\operatorname{diag}": "diag",
    r"\operatorname{tr}": "tr",
    r"\operatorname{Tr}": "tr",
    r"\operatorname{det}": "det",
    r"\det": "det",
}

# Signs of means and variances over random names.
MEANS: Mapping[str, Literal["mean", "variance"]] = {
    r"\mathbb{E}": "mean",
    r"\mathrm{E}": "mean",
    r"\operatorname{E}": "mean",
    "E": "mean",
    r"\operatorname{Var}": "variance",
    r"\mathrm{Var}": "variance",
    r"\operatorname{var}": "variance",
    r"\mathrm{var}": "variance",
    r"\mathbb{V}": "variance",
}

RELATIONS = {
    "=": "=",
    "<": "<",
    ">": ">",
    "<=": r"\le",
    ">=": r"\ge",
    "==": "=",
    r"\equiv": "=",
    r"\triangleq": "=",
    r"\lt": "<",
    r"\gt": ">",
    r"\le": r"\le",
    r"\leq": r"\le",
    r"\leqslant": r"\le",
    r"\ge": r"\ge",
    r"\geq": r"\ge",
    r"\geqslant": r"\ge",
    r"\ne": r"\ne",
    r"\neq": r"\ne",
    r"\succ": r"\succ",
    r"\prec": r"\prec",
    r"\succeq": r"\succeq",
    r"\preceq": r"\preceq",
    r"\in": r"\in",
    r"\approx": r"\approx",
    ":=": ":=",
    r"\coloneqq": ":=",
}

# Signs between factors, as the tree writes them.
PRODUCT_SIGNS: Mapping[str, ProductSign] = {
    r"\cdot": r"\cdot",
    r"\times": r"\times",
    "*": "*",
    r"\ast": "*",
    r"\bullet": r"\cdot",
}
ENTRYWISE_SIGNS: Mapping[str, ProductSign] = {
    r"\odot": r"\odot",
    r"\circ": r"\odot",
    r"\oslash": r"\oslash",
    r"\otimes": r"\otimes",
}

# Arrows between what is set anew and its next value.
UPDATES = frozenset(r"\leftarrow \longleftarrow \gets".split())

# Words between statements, read over.
CONNECTIVES = UPDATES | frozenset(
    r"\because \therefore \Rightarrow \Longrightarrow \implies \iff \Leftrightarrow"
    r" \Longleftrightarrow \quad \qquad".split()
)

# Commands that change only how a formula looks.
INVISIBLE = frozenset(
    r"\left \right \middle \big \Big \bigg \Bigg \bigl \Bigl \biggl \Biggl \bigr \Bigr"
    r" \biggr \Biggr"
    r" \bigm \Bigm \, \; \: \! \> \ \thinspace \medspace \thickspace \negthinspace \enspace"
    r" \displaystyle \textstyle \scriptstyle \limits \nolimits \nonumber \notag \hfill \strut"
    r" \allowbreak \nobreak \mathstrut \scriptscriptstyle"
    r" \tiny \Tiny \scriptsize \small \normalsize \large \Large \LARGE \huge \Huge".split()
) | {"\\ ", "\\\t", "\\\n"}

# Commands whose one argument is shown as it stands and means what the argument means.
TRANSPARENT = frozenset(r"\boxed \cancel \bcancel \xcancel \mathop \mathbin \mathord".split())

FRACTIONS = frozenset(r"\frac \dfrac \tfrac \cfrac".split())
DOTS = frozenset(r"\dots \ldots \cdots \dotsb \dotsc \dotsm \dotso".split())
# Dots between the rows of an array.
ROW_DOTS = DOTS | {r"\vdots", r"\ddots"}

# Environments whose rows are separated by \\ and whose columns by &.
ALIGNMENTS = frozenset(
    "align align* aligned alignedat gather gather* gathered split equation equation* multline"
    " multline* eqnarray eqnarray* flalign flalign* alignat alignat* eqalign displaymath math"
    " IEEEeqnarray IEEEeqnarray*".split()
)
# Of these, the ones whose columns stand close together, every one of them.
CLOSE_COLUMNS = frozenset(
    "eqnarray eqnarray* alignat alignat* alignedat IEEEeqnarray IEEEeqnarray*".split()
)
# And the ones that say first how many columns they have.
COUNTED_COLUMNS = frozenset("alignat alignat* alignedat IEEEeqnarray IEEEeqnarray*".split())

# Environments that are a tensor, with the brackets they draw.
MATRICES: Mapping[str, tuple[str, str]] = {
    "matrix": ("", ""),
    "smallmatrix": ("", ""),
    "array": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": (r"\{", r"\}"),
}

BRACKETS = {"(": ")", "[": "]", r"\{": r"\}", r"\lbrace": r"\rbrace", r"\lbrack": r"\rbrack"}
OPENERS = {**BRACKETS, r"\langle": r"\rangle", r"\lvert": r"\rvert", r"\lVert": r"\rVert"}
# What \left. and \right| make of the bar between them and a subscript.
EVALUATION = (r"\left.", r"\right|")
OPENERS[EVALUATION[0]] = EVALUATION[1]
CLOSERS = frozenset(OPENERS.values())

# Bars that look the same on both sides.
SINGLE_BARS = frozenset({"|", r"\vert"})
DOUBLE_BARS = frozenset({r"\|", r"\Vert"})

# Names of operators that have no meaning here yet, as they are read.
NOT_YET = frozenset(
    {rf"\operatorname{{{n}}}" for n in "Cov softmax argmax argmin KL P".split()}
    | {r"\mathbb{P}", r"\mathrm{Cov}"}
)

KNOWN = (
    GREEK
    | ACCENTS
    | ALPHABETS
    | FUNCTIONS
    | set(RELATIONS)
    | set(PRODUCT_SIGNS)
    | set(ENTRYWISE_SIGNS)
    | CONNECTIVES
    | TRANSPARENT
    | FRACTIONS
    | ROW_DOTS
    | TENSOR_FUNCTIONS.keys()
    | MEANS.keys()
    | set(OPENERS)
    | CLOSERS
    | frozenset(
        r"\text \textrm \textit \textbf \mbox \tag \label \ref \eqref \begin \end \\ \cr"
        r" \operatorname \operatorname* \overset \stackrel \underbrace \overbrace \partial \nabla"
        r" \sum \prod \sqrt \top \intercal \prime \infty \colon \to \rightarrow \mid \pm \mp \|"
        r" \lVert \rVert \lvert \rvert \vert \Vert \langle \rangle \max \min \lim \int \det \arg"
        r" \Pr \cases \substack \sim \star \succ \prec \argmax \argmin"
        r" \downarrow \uparrow \searrow \nearrow"
        r" \land \wedge \eqalign \underset \mathrel \over \forall \exists".split()
    )
)
