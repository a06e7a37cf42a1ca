// The worker as the page sees it: it is made when it is needed, watched, and ended at any time.

export const SECONDS = 30; // so long one task may be silent: a step has a limit of 10 in the checker

/** Says why there is no answer. `kind` is stopped, endless (with a line), download or fault. */
export class NoAnswer extends Error {
  constructor(kind, message = "", line = 0) {
    super(message);
    Object.assign(this, {kind, line});
  }
}

/** Has the service worker keep what was loaded, also what was loaded before there was one. */
function keep(addresses) {
  navigator.serviceWorker?.ready.then(({active}) => active.postMessage({keep: addresses}));
}

export class Engine {
  #worker = null;
  #ready = null;
  #settle = null; // of what is awaited now: {resolve, reject}
  #number = 0;
  #line = 0;
  #clock = 0;
  isReady = false;

  /**
   * `list` gives engine.json, `tell` is told of the progress: {loaded, total}, {step}, {line}, {printed}.
   * `script` is the module that the worker runs.
   */
  constructor(list, tell, script = new URL("worker.js", import.meta.url)) {
    Object.assign(this, {list, tell, script});
  }

  /** Starts the engine, unless it is there. */
  load() {
    this.#ready ??= this.#start();
    return this.#ready;
  }

  async #start() {
    const awaited = this.#await();
    const {address, content} = await this.list().catch((error) => {
      this.#end(new NoAnswer("download", String(error)));
      return {};
    });
    if (content && this.#settle) {
      const loaded = {}, total = Object.values(content.sizes).reduce((a, b) => a + b, 0);
      this.progress = (name, bytes) => {
        loaded[name] = bytes;
        this.tell({loaded: Object.values(loaded).reduce((a, b) => a + b, 0), total});
      };
      // made from a text, so that the content security policy of this page holds in it, too
      const start = `import ${JSON.stringify(this.script.href)};`;
      const place = URL.createObjectURL(new Blob([start], {type: "text/javascript"}));
      this.#worker = new Worker(place, {type: "module"});
      this.#worker.onmessage = ({data}) => this.#hear(data);
      this.#worker.onerror = (event) => {
        event.preventDefault();
        this.#end(new NoAnswer("download", event.message ?? ""));
      };
      this.#worker.postMessage({type: "load", engine: new URL(".", address).href, list: content});
    }
    await awaited;
    this.isReady = true;
  }

  /** Returns the answer on `text`; one task at a time. */
  async ask(text) {
    await this.load();
    if (!this.#worker) throw new NoAnswer("stopped"); // in between
    const number = ++this.#number;
    this.#line = 0;
    const awaited = this.#await();
    this.#watch();
    this.#worker.postMessage({type: "ask", number, text});
    return awaited.finally(() => clearTimeout(this.#clock));
  }

  /** Ends the worker if nothing is heard from it for so long. */
  #watch() {
    clearTimeout(this.#clock);
    this.#clock = setTimeout(() => this.#end(new NoAnswer("endless", "", this.#line)), 1000 * SECONDS);
  }

  /** Ends what is being done; the next task starts anew. */
  stop() { this.#end(new NoAnswer("stopped", "", this.#line)); }

  #await() { return new Promise((resolve, reject) => { this.#settle = {resolve, reject}; }); }

  #hear(data) {
    if (data.type === "bytes") this.progress(data.name, data.loaded);
    else if (data.type === "step") this.tell({step: data.name});
    else if (data.type === "at") {
      this.#line = data.line;
      this.#watch();
      this.tell({line: data.line});
    }
    else if (data.type === "printed") this.tell({printed: data.text});
    else if (data.type === "ready") {
      keep(data.loaded);
      this.#settle?.resolve();
    }
    else if (data.type === "answer") this.#settle?.resolve(data.answer);
    else this.#end(new NoAnswer(data.stage === "download" ? "download" : "fault", data.message));
  }

  #end(reason) {
    this.#worker?.terminate();
    this.#worker = this.#ready = null;
    this.isReady = false;
    this.#settle?.reject(reason);
    this.#settle = null;
  }
}
