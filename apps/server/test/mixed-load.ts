// Customers who do everything at once until they are told to stop, and remember every answer.
import { callOnce, callUntilTold, type Setbacks, type Told } from "./stubborn-caller.ts";
import { type Act, type Customer, type Json, nextAct, type Shop } from "./mixed-acts.ts";

export interface Remembered {
  readonly act: Act;
  readonly key: string;
  readonly told: Told;
}

export interface MixedLoad extends Setbacks {
  readonly done: Remembered[];
  /** Refused by a rule, by code: too little left, a hold that has ended. */
  readonly refused: Map<string, number>;
  readonly unexpected: string[];
}

export interface Tokens {
  readonly key: string;
  readonly staff: string;
}

export async function keepBusy(
  { base_url, tokens }: { base_url: string; tokens: Tokens },
  shop: Shop,
  isOver: () => boolean,
): Promise<MixedLoad> {
  const load: MixedLoad = { done: [], refused: new Map(), unexpected: [], lost: 0, unavailable: 0 };
  await Promise.all(shop.customers.map((customer, number) => serve(customer, number)));
  return load;

  async function serve(customer: Customer, number: number): Promise<void> {
    for (let n = 0; !isOver(); n++) {
      const key = `customer-${number}-act-${n}`;
      const act = nextAct(customer, shop, key);
      const target = { base_url, token: act.by_staff ? tokens.staff : tokens.key };
      const told = await callUntilTold(target, { ...act, key }, load);
      remember(load, { act, key }, told);
    }
  }
}

function remember(load: MixedLoad, { act, key }: Omit<Remembered, "told">, told: Told | undefined): void {
  const asked = `${key}: ${act.request} ${JSON.stringify(act.body)}`;
  if (!told) load.unexpected.push(`${asked} had no answer`);
  else if (told.status === 200 || told.status === 201) {
    load.done.push({ act, key, told });
    act.learn?.(JSON.parse(told.text) as Json);
  } else if (told.status === 422 || told.status === 409) {
    const code = `${act.name}: ${String((JSON.parse(told.text) as Json)["code"])}`;
    load.refused.set(code, (load.refused.get(code) ?? 0) + 1);
  } else load.unexpected.push(`${asked} was answered ${told.status}: ${told.text}`);
}

/** Asks for everything again under the keys of the first time; returns what was answered otherwise. */
export async function askAgain(
  { base_url, tokens }: { base_url: string; tokens: Tokens },
  done: readonly Remembered[],
): Promise<string[]> {
  const others: string[] = [];
  const waiting = [...done];
  const caller = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { act, key, told } = next;
      const again = await callOnce({ base_url, token: act.by_staff ? tokens.staff : tokens.key }, { ...act, key });
      if (again?.status !== told.status || again.text !== told.text)
        others.push(`${key}: ${act.request}: ${told.status} ${told.text}, then ${again?.status} ${again?.text}`);
    }
  };
  await Promise.all(Array.from({ length: 32 }, caller));
  return others;
}
