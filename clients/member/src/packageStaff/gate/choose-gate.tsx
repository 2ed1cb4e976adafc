import type { ReactNode } from "react";
import type { Routes } from "@huiyou/api-client";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { callAsStaff, chosen_gate, type StaffSession } from "../../state/staff.ts";
import { useAnswer } from "../../state/use-answer.ts";
import { Box } from "../../ui/elements";
import { Empty, Failure, Skeleton } from "../../ui/parts";
import { LinkRow } from "../../ui/rows";

type Kind = Routes["GET /v1/gates"]["response"]["data"][number]["kind"];

const KINDS: Record<Kind, Key> = { entry: "gate_entry", exit: "gate_exit", attraction: "gate_attraction" };
const ORDER = Object.keys(KINDS);

/** Ways in first: most people who scan stand at one. */
const inOrder = <Gate extends { kind: Kind }>(gates: readonly Gate[]): Gate[] =>
  [...gates].sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));

/** Gates of the venues that this person reaches; kept until they stand somewhere else. */
export function ChooseGate({ session }: { session: StaffSession }): ReactNode {
  const { t } = useLanguage();
  const known = useAnswer(session.token, async () => {
    const [gates, venues] = await Promise.all([callAsStaff("GET /v1/gates"), callAsStaff("GET /v1/venues")]);
    return { gates: gates.data, venues: venues.data };
  });
  if (known.value === undefined) {
    return known.error === undefined ? <Skeleton rows={4} /> : <Failure error={known.error} onRetry={known.reload} />;
  }
  const { gates, venues } = known.value;
  if (gates.length === 0) return <Empty title={t("gate_none")} why={t("gate_none_why")} />;
  return (
    <>
      <Box as="h2" className="staff__head">
        {t("gate_choose")}
      </Box>
      <Box className="card">
        {inOrder(gates).map(({ gate_id, name, venue_id, kind }) => {
          const venue_name = venues.find((one) => one.venue_id === venue_id)?.name ?? "";
          const choose = () => chosen_gate.set({ gate_id, gate_name: name, venue_name });
          return (
            <LinkRow
              key={gate_id}
              icon="gate"
              label={name}
              note={`${t(KINDS[kind])}${t("why_comma")}${venue_name}`}
              onTap={choose}
            />
          );
        })}
      </Box>
    </>
  );
}
