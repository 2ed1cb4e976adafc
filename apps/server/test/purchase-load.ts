// Sixty-four tills that never give up: each posts its next purchase and repeats it under the same Idempotency-Key until
// it has an answer. What they were told is the measure of what the server must have kept.
import { setTimeout as sleep } from "node:timers/promises";
import { toWireId } from "../src/platform/kernel/ids.ts";
import { seededRandom } from "../src/platform/kernel/random.ts";

const CLIENTS = 64;
const PAUSE_MS = 60;
/** A till whose server stays away this long gives up: the test fails instead of hanging. */
const PATIENCE_MS = 45_000;

/** Ids are uuids, as inside. */
export interface PlannedPurchase {
  key: string;
  external_id: string;
  member_id: string;
  business_time: string;
  amounts: number[];
}

export interface Answered {
  planned: PlannedPurchase;
  status: number;
  purchase_id: string;
  points: number;
}

export interface Load {
  answers: Answered[];
  /** Connections lost on the way, answers of 503, and whatever nobody should see. */
  lost: number;
  unavailable: number;
  unexpected: string[];
}

/** Three business days with a cut-off at 04:00 in Shanghai; the edges of the days are among them. */
const MOMENTS = [
  "2026-03-09T20:00:00Z", // the very moment 10 March begins
  "2026-03-10T06:30:00Z",
  "2026-03-10T19:59:59Z", // 03:59:59 of the 11th: still the 10th
  "2026-03-10T20:00:00Z",
  "2026-03-11T19:30:00Z",
  "2026-03-12T04:00:00Z",
];

/**
 * `count` purchases spread over the members; the first members buy so much that the daily cap bites, the last ones stay
 * below it. Every twelfth purchase is sent a second time under another key: one order number, two tills.
 */
export function planPurchases(count: number, member_ids: readonly string[], seed: string): PlannedPurchase[] {
  const random = seededRandom(seed);
  const below = (limit: number) => {
    const [high = 0, low = 0] = random.bytes(2);
    return (high * 256 + low) % limit;
  };
  return Array.from({ length: count }, (_, index): PlannedPurchase[] => {
    const member = below(member_ids.length);
    const planned = {
      key: `key-${index}`,
      external_id: `order ${index}`,
      member_id: member_ids[member] as string,
      business_time: MOMENTS[below(MOMENTS.length)] as string,
      amounts: Array.from({ length: 1 + below(3) }, () => 1 + below(member < 4 ? 9_000 : 900)),
    };
    return index % 12 === 0 ? [planned, { ...planned, key: `${planned.key}-again` }] : [planned];
  }).flat();
}

export async function postAll(
  target: { base_url: string; api_key: string; venue_id: string },
  plan: readonly PlannedPurchase[],
  onAnswer: (answered: number) => void,
): Promise<Load> {
  const load: Load = { answers: [], lost: 0, unavailable: 0, unexpected: [] };
  let next = 0;
  const client = async () => {
    for (let planned = plan[next++]; planned; planned = plan[next++]) {
      const answer = await postUntilAnswered(target, planned, load);
      if (!answer) return;
      load.answers.push(answer);
      onAnswer(load.answers.length);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return load;
}

async function postUntilAnswered(
  target: { base_url: string; api_key: string; venue_id: string },
  planned: PlannedPurchase,
  load: Load,
): Promise<Answered | undefined> {
  for (const started = performance.now(); performance.now() - started < PATIENCE_MS; await sleep(PAUSE_MS)) {
    const reply = await post(target, planned);
    if (!reply) load.lost++;
    else if (reply.status === 503) load.unavailable++;
    else if (reply.status !== 200 && reply.status !== 201) {
      load.unexpected.push(`${planned.key} was answered ${reply.status}: ${reply.text}`);
      return undefined;
    } else {
      const { purchase_id, points_awarded } = JSON.parse(reply.text) as { purchase_id: string; points_awarded: number };
      return { planned, status: reply.status, purchase_id, points: points_awarded };
    }
  }
  load.unexpected.push(`${planned.key} had no answer in ${PATIENCE_MS} ms`);
  return undefined;
}

/** Undefined: the connection broke, nobody knows whether the purchase stands. */
async function post(
  target: { base_url: string; api_key: string; venue_id: string },
  { key, external_id, member_id, business_time, amounts }: PlannedPurchase,
): Promise<{ status: number; text: string } | undefined> {
  const lines = amounts.map((amount_fen, index) => ({
    item_name: `项目 ${index + 1}`,
    business_type: "retail",
    quantity: 1,
    amount_fen,
  }));
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  const payments = [{ method: "cash", amount_fen: total }];
  const member = { member_id: toWireId("member", member_id) };
  const body = { ...member, venue_id: target.venue_id, external_id, business_time, lines, payments };
  try {
    const response = await fetch(`${target.base_url}/v1/purchases`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${target.api_key}`,
        "content-type": "application/json",
        "idempotency-key": key,
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return undefined;
  }
}
