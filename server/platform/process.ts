/** What the server asks of the process it runs in. Everything here may be missing or forbidden. */

/** Signals after which a process is meant to end. */
const SIGNALS: readonly Deno.Signal[] = ["SIGTERM", "SIGINT"];

/** A variable of the environment, if there is one and it may be read. */
export function environment(variable: string): string | undefined {
  // Without --allow-env a read would throw, or ask on the terminal: look before.
  const state = Deno.permissions.querySync({ name: "env", variable }).state;
  return state === "granted" ? Deno.env.get(variable) : undefined;
}

/** Whether this is a public deployment by itself: Deno Deploy. */
export function isDeployment(): boolean {
  return environment("DENO_DEPLOYMENT_ID") !== undefined;
}

/** Whether the process runs tests, by the name of its main module as `deno test` finds it. */
export function isTest(): boolean {
  try {
    return /(?:^|[/._])test\.\w+$/.test(new URL(Deno.mainModule).pathname);
  } catch {
    return false;
  }
}

/** The address of the peer, from the environment that `Deno.serve` gives a handler. */
export function peerAddress(env: unknown): string | undefined {
  const address = (env as { remoteAddr?: { hostname?: unknown } } | undefined)?.remoteAddr
    ?.hostname;
  return typeof address === "string" ? address : undefined;
}

/** Listeners at the process, and what takes them away again. */
export interface Listening {
  readonly listeners: number;
  stop(): void;
}

/** Calls the listener when the process is asked to end. */
export function onTermination(listener: () => void): Listening {
  const added: Deno.Signal[] = [];
  for (const signal of SIGNALS) {
    try {
      Deno.addSignalListener(signal, listener);
      added.push(signal);
    } catch {
      // This platform knows no such signal, or gives none away.
    }
  }
  return {
    listeners: added.length,
    stop: () => added.splice(0).forEach((signal) => Deno.removeSignalListener(signal, listener)),
  };
}

/** Calls the listener with what nobody caught: the process goes on. What others took is theirs. */
export function onUncaught(listener: (error: unknown) => void): Listening {
  const hear = (event: ErrorEvent | PromiseRejectionEvent): void => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    listener("reason" in event ? event.reason : event.error);
  };
  const types = ["error", "unhandledrejection"] as const;
  for (const type of types) globalThis.addEventListener(type, hear);
  return {
    listeners: types.length,
    stop: () => types.forEach((type) => globalThis.removeEventListener(type, hear)),
  };
}

/** Runs something synchronous; what it makes the platform report as uncaught is told to `caught`. */
export function catching(caught: (error: unknown) => void, run: () => void): void {
  const listener = (event: ErrorEvent): void => {
    event.preventDefault();
    caught(event.error);
  };
  globalThis.addEventListener("error", listener);
  try {
    run();
  } finally {
    globalThis.removeEventListener("error", listener);
  }
}

/** Ends the process as one that SIGTERM ended. */
export function exit(): never {
  Deno.exit(143);
}
