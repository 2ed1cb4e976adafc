/** A place where a test may let the program die. In production nobody arms it and it does nothing. */
export function failpoint(name: string): void {
  armed?.(name);
}

let armed: ((name: string) => void) | undefined;

/** For tests: `hook` is called at every failpoint that is passed, and throws to fail there. Undefined disarms. */
export function armFailpoints(hook: ((name: string) => void) | undefined): void {
  armed = hook;
}
