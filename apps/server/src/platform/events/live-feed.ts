export interface Listener<T> {
  tick(value: T): void;
  /** The feed broke: nothing more will come. */
  end(): void;
}

export interface Feed<T> {
  /** Hears the last value at once when there is one; the answer stops listening. */
  listen(listener: Listener<T>): () => void;
}

export interface FeedOptions<T> {
  read(): Promise<T>;
  /** Two values with the same fingerprint look the same. */
  fingerprint(value: T): string;
  /** The last listener has gone. */
  onIdle(): void;
  onError(error: unknown): void;
  every_ms?: number;
}

const EVERY_MS = 2_000;
/** An unchanged value is told again after so many readings: a sign of life with a fresh time. */
const RETELL_AFTER = 7;

/** One reader for many listeners: reads while somebody listens, tells them when something changed. */
export function createFeed<T>(options: FeedOptions<T>): Feed<T> {
  const listeners = new Set<Listener<T>>();
  let last: { value: T; fingerprint: string; silent: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let reading = false;

  async function poll(): Promise<void> {
    reading = true;
    try {
      const value = await options.read();
      const fingerprint = options.fingerprint(value);
      const silent = last?.fingerprint === fingerprint ? last.silent + 1 : 0;
      last = { value, fingerprint, silent: silent % RETELL_AFTER };
      if (last.silent === 0) for (const listener of listeners) listener.tick(value);
    } catch (error) {
      // A figure that stands still must not look alive: the listeners are let go and come back when they can.
      options.onError(error);
      const gone = [...listeners];
      listeners.clear();
      for (const listener of gone) listener.end();
    }
    reading = false;
    if (listeners.size > 0) timer = setTimeout(() => void poll(), options.every_ms ?? EVERY_MS);
    else options.onIdle();
  }

  return {
    listen(listener) {
      listeners.add(listener);
      if (last) listener.tick(last.value);
      if (listeners.size === 1 && !reading) {
        clearTimeout(timer);
        void poll();
      }
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0 || reading) return;
        clearTimeout(timer);
        options.onIdle();
      };
    },
  };
}
