import Taro from "@tarojs/taro";
import { useSyncExternalStore } from "react";

export interface Store<Value> {
  get: () => Value;
  set: (value: Value) => void;
  subscribe: (listener: () => void) => () => void;
}

export function createStore<Value>(initial: Value): Store<Value> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(value) {
      current = value;
      for (const listener of Array.from(listeners)) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A store that survives a restart. `isValid` guards against what an older version wrote. */
export function createStoredStore<Value extends object | string>(
  key: string,
  isValid: (value: unknown) => boolean,
): Store<Value | undefined> {
  const store = createStore<Value | undefined>(undefined);
  let loaded = false;
  const load = () => {
    if (loaded) return;
    loaded = true;
    const stored: unknown = Taro.getStorageSync(key);
    if (isValid(stored)) store.set(stored as Value);
  };
  return {
    get() {
      load();
      return store.get();
    },
    set(value) {
      loaded = true;
      if (value === undefined) Taro.removeStorageSync(key);
      else Taro.setStorageSync(key, value);
      store.set(value);
    },
    subscribe: store.subscribe,
  };
}

export function useStore<Value>(store: Store<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}
