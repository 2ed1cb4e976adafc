/** Caches what a token stands for, for a few seconds: a gate or a till asks many times a second. */
export interface TokenCache<T> {
  /** At once when it is remembered. */
  get(token: string, load: () => Promise<T | undefined>): T | Promise<T | undefined>;
  /** In this process at once; in others within the cache's age. */
  forget(matches: (value: T) => boolean): void;
}

const MAX_ENTRIES = 20_000;

export function createTokenCache<T>(max_age_ms: number): TokenCache<T> {
  const entries = new Map<string, { until: number; value: T | undefined; loading: Promise<T | undefined> }>();
  return {
    get(token, load) {
      const now = performance.now();
      const known = entries.get(token);
      if (known && known.until > now) return known.value ?? known.loading;
      if (entries.size >= MAX_ENTRIES) entries.clear();
      const loading = load();
      const entry = { until: now + max_age_ms, value: undefined as T | undefined, loading };
      entries.set(token, entry);
      const drop = () => {
        if (entries.get(token) === entry) entries.delete(token);
      };
      loading.then((value) => {
        entry.value = value;
        // Unknown tokens are not kept: whoever guesses would fill the memory.
        if (value === undefined) drop();
      }, drop);
      return loading;
    },
    forget(matches) {
      for (const [token, { value }] of entries) if (value !== undefined && matches(value)) entries.delete(token);
    },
  };
}
