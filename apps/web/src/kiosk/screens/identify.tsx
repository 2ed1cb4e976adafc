import { useState } from "react";
import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import { ApiError, type OpenedVisit } from "../api.ts";
import { useFloor } from "../floor-context.ts";
import { Frame } from "../frame.tsx";
import { Mark } from "../marks.tsx";
import type { Wish } from "../session.ts";
import { BackHome } from "./back.tsx";
import { Joining } from "./joining.tsx";
import { PhoneProof } from "./phone-proof.tsx";
import { Problem } from "./problem.tsx";
import { Steps } from "./steps.tsx";
import { useShown } from "./use-shown.ts";

interface Proof {
  phone: string;
  code: string;
}

/** By code, by card, by phone; a phone that nobody has leads on to the terms. */
export function Identify({ wish }: { wish: Wish }) {
  const t = useText(words);
  const { api, meet } = useFloor();
  /** Proved, and nobody's yet. */
  const [unknown, setUnknown] = useState<Proof>();
  const arrive = ({ registered, ...visit }: OpenedVisit) => {
    const notice = registered ? t("joined") : wish === "join" ? t("already") : undefined;
    meet(visit, wish, notice);
  };
  const prove = async (proof: Proof) => {
    try {
      arrive(await api.call("POST /v1/kiosk/visits/by_phone", { body: proof }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "consent_required") throw error;
      setUnknown(proof);
    }
  };
  if (unknown) return <Joining proof={unknown} onJoined={arrive} onLeave={() => setUnknown(undefined)} />;
  return (
    <Frame title={t(wish === "join" ? "join_title" : "who")} sub={t(wish === "join" ? "join_hint" : "who_sub")}>
      {wish === "join" ? <Steps at="step_phone" /> : null}
      <div className={wish === "join" ? "ways ways--one" : "ways"}>
        {wish === "join" ? null : <ShowCard wish={wish} />}
        <PhoneProof label={t(wish === "join" ? "your_phone" : "by_phone")} back={<BackHome />} onProved={prove} />
      </div>
    </Frame>
  );
}

function ShowCard({ wish }: { wish: Wish }) {
  const t = useText(words);
  const shown = useShown(wish);
  return (
    <section className="show" aria-label={t("show")}>
      <Mark name="scan" large />
      <div>
        <h2>{t("show")}</h2>
        <p>{shown.busy ? t("reading") : t("show_how")}</p>
        <Problem text={shown.problem} />
      </div>
    </section>
  );
}
