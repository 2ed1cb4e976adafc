import { Readable } from "node:stream";
import type { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { compileHiding } from "../../../platform/http/sensitive.ts";
import { toZonedIso } from "../../../platform/kernel/dates.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { type LiveCards, type Watched, watchCards } from "../live-cards.ts";
import { zCards } from "./schema.ts";
import { showCards } from "./show-cards.ts";

/** A session that was ended must not be watched through for long: whoever watches proves themselves again. */
const LIFE_MS = 5 * 60_000;
const RETRY_MS = 2_000;
/** A reader that does not take its ticks is let go. */
const BACKLOG_BYTES = 64 * 1024;

const hideIn = compileHiding<z.output<typeof zCards>>(zCards);

interface Reader {
  language: Language;
  masks: Auth["masks"];
}

export function liveStream(app: App, watched: Watched, { language, masks }: Reader, signal: AbortSignal): Readable {
  const stream = new Readable({ read: () => {}, highWaterMark: BACKLOG_BYTES });
  let open = true;
  const end = () => {
    if (!open) return;
    open = false;
    clearTimeout(life);
    stop();
    stream.push(null);
  };
  const tick = ({ as_of, time_zone, date, cards }: LiveCards) => {
    const data = { as_of: toZonedIso(as_of, time_zone), date, cards: hideIn(showCards(cards, language), masks) };
    if (open && !stream.push(`event: tick\ndata: ${JSON.stringify(data)}\n\n`)) end();
  };
  const life = setTimeout(end, LIFE_MS);
  stream.push(`retry: ${RETRY_MS}\n\n`);
  const stop = watchCards(app, watched, { tick, end });
  stream.once("close", end);
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  return stream;
}
