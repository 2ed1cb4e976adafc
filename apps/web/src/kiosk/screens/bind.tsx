import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import { useFloor } from "../floor-context.ts";
import { Frame } from "../frame.tsx";
import { Mark } from "../marks.tsx";
import { useAct } from "../use-act.ts";
import { useScanner } from "../use-scanner.ts";
import { BackHome } from "./back.tsx";
import { PhoneProof } from "./phone-proof.tsx";
import { Problem } from "./problem.tsx";

export function Bind({ what }: { what: "card" | "phone" }) {
  return what === "card" ? <BindCard /> : <BindPhone />;
}

function useVisitPath() {
  const { session } = useFloor();
  return { kiosk_visit_id: session.visit?.kiosk_visit_id ?? "" };
}

function BindCard() {
  const t = useText(words);
  const { api, renew } = useFloor();
  const path = useVisitPath();
  const act = useAct();
  useScanner((shown) => {
    void act
      .run(() => api.call("POST /v1/kiosk/visits/{kiosk_visit_id}/card", { path, body: { shown } }))
      .then((visit) => visit && renew(visit, { at: "sheet", tab: "points" }, t("card_bound")));
  });
  return (
    <Frame title={t("bind_card_title")} sub={t("bind_card_how")}>
      <section className="card await">
        <Mark name="card" large />
        <h2 aria-live="polite">{act.busy ? t("reading") : t("bind_card_how")}</h2>
        <p>{t("bind_card_note")}</p>
        <Problem text={act.problem} />
      </section>
      <div className="row row--end">
        <BackHome />
      </div>
    </Frame>
  );
}

function BindPhone() {
  const t = useText(words);
  const { api, renew } = useFloor();
  const path = useVisitPath();
  const prove = async (body: { phone: string; code: string }) => {
    const visit = await api.call("POST /v1/kiosk/visits/{kiosk_visit_id}/phone", { path, body });
    renew(visit, { at: "sheet", tab: "points" }, t("phone_bound"));
  };
  return (
    <Frame title={t("bind_phone_title")} sub={t("bind_phone_how")}>
      <div className="ways ways--one">
        <PhoneProof label={t("your_phone")} back={<BackHome />} onProved={prove} />
      </div>
    </Frame>
  );
}
