import { AppError } from "./errors.ts";

export interface GateOptions {
  /** At work at the same time. */
  at_once: number;
  /** Past these nobody waits: they are told to come again. */
  most_waiting: number;
}

export interface Gate {
  /** Answers when it is one's turn; what is answered is called once, when the work is over. @throws busy */
  enter(): Promise<() => void>;
  /** @throws busy, and what the work throws */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** For work that takes so much memory or time that few of it may happen at once in a process: in the order of coming. */
export function createGate({ at_once, most_waiting }: GateOptions): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else inside -= 1;
  };
  const onlyOnce = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      leave();
    };
  };
  const enter = async (): Promise<() => void> => {
    if (inside < at_once) inside += 1;
    else if (waiting.length >= most_waiting) throw new AppError("busy");
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return onlyOnce();
  };
  return {
    enter,
    async run(work) {
      const done = await enter();
      try {
        return await work();
      } finally {
        done();
      }
    },
  };
}
