import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, type Failure } from "../../../../api/client.ts";
import type { EvaluateIn, SeasonIn, Stacking } from "../../../../api/points.ts";
import { useApi } from "../../../../api/query.ts";
import { readTrace, type Trace } from "../../../../api/trace.ts";
import { number, shortDate, yuan } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { seasons as texts } from "../../../../i18n/texts/points-seasons.ts";
import { LedgerTable } from "../../../../ui/ledger-table.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { Skeleton } from "../../../../ui/states.tsx";
import { factorsOf, joined, KINDS } from "../../../../ui/why/factor.ts";
import { useScope } from "../../../shell/scope.tsx";
import { useTiers } from "../tiers.ts";

export const WAYS: readonly Stacking[] = ["largest_only", "multiply", "add"];
const AMOUNT_FEN = 10_000;
const TRIES = 6;

interface Worked {
  venue_id: string;
  ways: { way: Stacking; trace: Trace }[];
}

const promotions = (trace: Trace) => trace.lines.flatMap((line) => factorsOf(line, "promotion")).length;

async function evaluate(body: EvaluateIn): Promise<Trace> {
  const trace = readTrace((await api.call("POST /v1/points/evaluate", { body })).trace);
  if (!trace) throw new Error("an evaluation has a trace");
  return trace;
}

/** The first venue at which two promotions meet tells the ways apart; without one, any venue. */
async function work(
  base: Omit<EvaluateIn, "venue_id">,
  venue_ids: string[],
  groups: SeasonIn["groups"],
): Promise<Worked> {
  let chosen: { venue_id: string; met: number } | undefined;
  for (const venue_id of venue_ids.slice(0, TRIES)) {
    const met = promotions(await evaluate({ ...base, venue_id, season: { stacking: "multiply", groups } }));
    if (!chosen || met > chosen.met) chosen = { venue_id, met };
    if (met > 1) break;
  }
  const venue_id = chosen?.venue_id ?? "";
  const ways = await Promise.all(
    WAYS.map(async (way) => ({
      way,
      trace: await evaluate({ ...base, venue_id, season: { stacking: way, groups } }),
    })),
  );
  return { venue_id, ways };
}

/** Venues that promotions name come first: there two of them are likeliest to meet. */
function useLikelyVenues(): string[] {
  const { venues } = useScope();
  const rules = useApi("GET /v1/points/rules", {}).data?.data;
  return useMemo(() => {
    if (!rules) return [];
    const named = rules
      .filter((r) => r.status !== "retired" && r.current.definition.kind === "multiplier")
      .map((r) => JSON.stringify(r.current.definition.conditions));
    const naming = (id: string) => named.filter((text) => text.includes(id)).length;
    return venues.map((v) => v.venue_id).toSorted((a, b) => naming(b) - naming(a));
  }, [rules, venues]);
}

const written = ({ lines: [line], stacking }: Trace): string =>
  line
    ? [
        yuan(line.own_money_fen),
        ...KINDS.map((kind) => joined(factorsOf(line, kind), stacking)).filter((f) => f !== "1"),
      ].join(" × ")
    : "";

/** One real purchase, computed by the server in each of the three ways. */
export function SeasonExample({
  date,
  stacking,
  groups,
}: {
  date: string;
  stacking: Stacking;
  groups: SeasonIn["groups"];
}) {
  const t = useText(texts);
  const venue_ids = useLikelyVenues();
  const { venues } = useScope();
  const tiers = useTiers();
  const tier = tiers.at(-2) ?? tiers.at(-1);
  const base = {
    ...(tier ? { tier_code: tier.code } : {}),
    business_time: `${date}T10:30:00+08:00`,
    lines: [{ item_name: t("example"), business_type: "retail", quantity: 1, amount_fen: AMOUNT_FEN }],
    payments: [{ method: "wechat", amount_fen: AMOUNT_FEN }],
  };
  const worked = useQuery<Worked, Failure>({
    queryKey: ["season example", base, venue_ids, groups],
    queryFn: () => work(base, venue_ids, groups),
    enabled: venue_ids.length > 0,
  });
  return (
    <QueryView query={worked} skeleton={<Skeleton rows={4} height={32} />}>
      {({ venue_id, ways }) => (
        <>
          <p className="s mut season__of">
            {t("example_of", {
              date: shortDate(date),
              venue: venues.find((v) => v.venue_id === venue_id)?.name ?? "",
              tier: tier?.name ?? "—",
              amount: yuan(AMOUNT_FEN),
            })}
          </p>
          <LedgerTable
            compact
            label={t("example")}
            rows={ways}
            rowKey={(w) => w.way}
            selected={new Set([stacking])}
            columns={[
              { key: "way", head: t("way"), width: 120, cell: (w) => t(w.way) },
              {
                key: "arithmetic",
                head: t("arithmetic"),
                cell: (w) => written(w.trace),
                title: (w) => written(w.trace),
              },
              { key: "points", head: t("points"), width: 64, numeric: true, cell: (w) => number(w.trace.result) },
            ]}
          />
          {promotions(ways[1]?.trace ?? ({ lines: [] } as unknown as Trace)) < 2 ? (
            <p className="s mut season__of">{t("example_same")}</p>
          ) : null}
        </>
      )}
    </QueryView>
  );
}
