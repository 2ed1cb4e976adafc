import { createGate } from "../../kernel/gate.ts";

/** Looks into files while a caller waits: a workbook's texts are held meanwhile, some 100 MiB of them at most. */
export const LOOKS = createGate({ at_once: 2, most_waiting: 20 });
