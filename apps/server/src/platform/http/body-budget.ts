// How much of bodies a process holds. A parsed body takes several times its bytes, and stays until its request is answered: a few
// hundred large ones at once would be more than the heap is. Small ones pass; large ones wait for each other.
import type { FastifyReply } from "fastify";
import { AppError } from "../kernel/errors.ts";

/** What forms and tills send is smaller. */
export const SMALL_BODY_BYTES = 64 * 1024;
/** A file coming in is written away piece by piece: this is what is held of it. */
export const UPLOAD_HELD_BYTES = 1024 * 1024;
const BUDGET_BYTES = 64 * 1024 * 1024;
const WAIT_MS = 10_000;

export interface BodyBudget {
  /** Undefined where nobody need wait. What is taken is given back when the answer has gone. @throws busy */
  take(reply: FastifyReply, size_bytes: number): Promise<void> | undefined;
}

interface Waiting {
  size_bytes: number;
  enter(): void;
}

export function createBodyBudget(budget_bytes = BUDGET_BYTES, wait_ms = WAIT_MS): BodyBudget {
  let held_bytes = 0;
  const waiting: Waiting[] = [];
  const fits = (size_bytes: number) => held_bytes === 0 || held_bytes + size_bytes <= budget_bytes;
  const hold = (reply: FastifyReply, size_bytes: number) => {
    held_bytes += size_bytes;
    reply.raw.once("close", () => {
      held_bytes -= size_bytes;
      admit();
    });
  };
  // In the order of coming: a large one is not overtaken for ever.
  const admit = () => {
    for (let [first] = waiting; first && fits(first.size_bytes); [first] = waiting) {
      waiting.shift();
      first.enter();
    }
  };
  const wait = (reply: FastifyReply, size_bytes: number) =>
    new Promise<void>((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        reply.raw.removeListener("close", forget);
        const at = waiting.indexOf(own);
        if (at >= 0) waiting.splice(at, 1);
      };
      const own: Waiting = {
        size_bytes,
        enter: () => {
          leave();
          hold(reply, size_bytes);
          resolve();
        },
      };
      const forget = () => {
        leave();
        reject(new AppError("busy"));
        admit();
      };
      const timer = setTimeout(forget, wait_ms);
      reply.raw.once("close", forget);
      waiting.push(own);
    });
  return {
    take(reply, size_bytes) {
      if (size_bytes <= SMALL_BODY_BYTES) return undefined;
      if (waiting.length > 0 || !fits(size_bytes)) return wait(reply, size_bytes);
      hold(reply, size_bytes);
      return undefined;
    },
  };
}
