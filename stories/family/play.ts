import { buy, join, lotsOf, redeem, reverse, transfer } from "../acts.ts";
import type { Answer, Stage } from "../stage.ts";
import type { Family, FamilyAct, FamilyStory, PoolState } from "./numbers.ts";
import { tellLots } from "./reckon.ts";

interface Home {
  readonly stage: Stage;
  readonly people: readonly string[];
  readonly pool: { readonly household_id: string };
  /** The transactions of the spendings so far. */
  readonly spendings: string[];
}

export async function playFamily(stage: Stage, family: Family): Promise<FamilyStory> {
  const people: string[] = [];
  for (let n = 0; n < family.people; n++) people.push(await join(stage, `家人 ${n}`));
  const home: Home = { stage, people, pool: await foundHousehold(stage, people), spendings: [] };
  const states: PoolState[] = [];
  const moved: number[][] = [];
  for (const act of family.acts) {
    await stage.advanceTo(`${act.on}T12:00:00+08:00`);
    const amounts = await carryOut(home, act);
    if (amounts.length > 0) moved.push(amounts);
    const lots = (await lotsOf(stage, home.pool)).map((lot) => ({
      remaining: Number(lot.remaining),
      earned_at: Date.parse(String(lot.earned_at)),
      expires_at: Date.parse(String(lot.expires_at)),
    }));
    states.push({ act: JSON.stringify(act), lots: tellLots(lots) });
  }
  return { states, moved };
}

async function foundHousehold(stage: Stage, people: readonly string[]): Promise<{ household_id: string }> {
  const members = people.map((member_id, index) => ({ member_id, role: index === 0 ? "guardian" : "other" }));
  const body = { name: "江家", members };
  const { household_id } = await stage.call("POST /v1/households", { body, expect_status: 201 });
  return { household_id: String(household_id) };
}

async function carryOut({ stage, people, pool, spendings }: Home, act: FamilyAct): Promise<number[]> {
  const amounts = (lots: Answer | undefined) => (lots ?? []).map(({ amount }) => Number(amount));
  if ("spend" in act) {
    const spent = await redeem(stage, pool, act.spend, "家庭套票");
    spendings.push(String(spent.transaction_id));
    return amounts(spent.lots);
  }
  if ("cancel" in act) {
    const lines = act.amount === "all" ? undefined : [{ line_no: 1, amount: act.amount }];
    return amounts((await reverse(stage, spendings[act.cancel] ?? "", lines)).returned);
  }
  const member_id = people[act.who] ?? "";
  if ("put_in" in act) await transfer(stage, { member_id }, pool, act.put_in);
  else await buy(stage, { member_id, lines: [{ amount_fen: act.earn * 100 }] });
  return [];
}
