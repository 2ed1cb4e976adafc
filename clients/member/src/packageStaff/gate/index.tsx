import { type ReactNode, useState } from "react";
import { NetworkError } from "@huiyou/api-client";
import { newKey } from "../../api/new-key.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { serverNow } from "../../state/clock.ts";
import { callAsStaff, type ChosenGate, chosen_gate, mayDo, staff_session } from "../../state/staff.ts";
import { useStore } from "../../state/store.ts";
import { useAction } from "../../state/use-action.ts";
import { Box, Tap } from "../../ui/elements";
import { ScanField } from "../scan-field";
import { goToStaff, StaffPage } from "../staff-page";
import { ChooseGate } from "./choose-gate";
import { feel } from "./feel.ts";
import { Offline } from "./offline";
import { type Admission, Verdict } from "./verdict";
import "./index.scss";

/** One scan: asked again it carries the same number, and gets the same answer. */
interface Scan {
  member_code: string;
  nonce: string;
}

interface Judged {
  scan: Scan;
  /** Undefined: nothing answered. */
  admission: Admission | undefined;
}

function useGate(gate: ChosenGate | undefined) {
  const action = useAction();
  const [judged, setJudged] = useState<Judged>();
  const [synced_ms, setSynced] = useState<number>();
  const judge = (scan: Scan) =>
    void action.run(async () => {
      if (gate === undefined) return;
      try {
        const admission = await callAsStaff("POST /v1/admissions", { body: { gate_id: gate.gate_id, ...scan } });
        setSynced(serverNow());
        feel(admission.admitted ? "ok" : "no");
        setJudged({ scan, admission });
      } catch (error) {
        if (!(error instanceof NetworkError)) throw error;
        setJudged({ scan, admission: undefined });
      }
    });
  return {
    action,
    judged,
    synced_ms,
    take: (member_code: string) => judge({ member_code, nonce: newKey() }),
    again: () => {
      if (judged !== undefined) judge(judged.scan);
    },
    next: () => setJudged(undefined),
  };
}

/** Scan, verdict, next. */
export default function GatePage(): ReactNode {
  const { t } = useLanguage();
  const gate = useStore(chosen_gate);
  const session = useStore(staff_session);
  const { action, judged, synced_ms, take, again, next } = useGate(gate);
  const may_look_up = session !== undefined && mayDo(session, "members:identify");
  const lookUp = (code: string) => goToStaff("lookup", `?code=${encodeURIComponent(code)}`);
  const over =
    judged === undefined || gate === undefined ? undefined : judged.admission === undefined ? (
      <Offline gate={gate} synced_ms={synced_ms} onRetry={again} onLeave={next} />
    ) : (
      <Verdict
        admission={judged.admission}
        onNext={next}
        onLookUp={may_look_up ? () => lookUp(judged.scan.member_code) : undefined}
      />
    );
  return (
    <StaffPage title="title_staff_gate" name="staff-gate" permission="visits:write" over={over}>
      {(staff) =>
        gate === undefined ? (
          <ChooseGate session={staff} />
        ) : (
          <>
            <Box className="gate__where">
              <Box as="span" className="gate__name">{`${gate.venue_name}${t("why_comma")}${gate.gate_name}`}</Box>
              <Tap className="gate__change" onTap={() => chosen_gate.set(undefined)}>
                {t("gate_change")}
              </Tap>
            </Box>
            <ScanField onCode={take} busy={action.is_busy} covered={judged !== undefined} />
            {action.problem !== undefined && (
              <Box as="p" className="formfield__said bad" role="alert">
                {action.problem}
              </Box>
            )}
          </>
        )
      }
    </StaffPage>
  );
}
