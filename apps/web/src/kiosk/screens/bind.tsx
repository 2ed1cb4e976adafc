import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import { useFloor } from "../floor-context.ts";
import { Frame } from "../frame.tsx";
import { Mark } from "../marks.tsx";
import type { Wish } from "../session.ts";
import { useAct } from "../use-act.ts";
import { useScanner } from "../use-scanner.ts";
import { BackHome } from "./back.tsx";
import { PhoneProof } from "./phone-proof.tsx";
import { Problem } from "./problem.tsx";
import { StaffFirst } from "./staff-first.tsx";
import { useVisitPath } from "./use-visit-path.ts";

/** Whoever showed only a card is told what is missing before they try. */
export function Bind({ what }: { what: "card" | "phone" }) {
  const { session } = useFloor();
  const { proof, phone_step = "code" } = session.visit ?? {};
  const title = what === "card" ? "bind_card_title" : "bind_phone_title";
  if (what === "card" ? proof === "card" : phone_step === "prove_first")
    return <ProveFirst title={title} wish={what} />;
  if (what === "phone" && phone_step === "call_staff") return <StaffFirst />;
  return what === "card" ? <BindCard /> : <BindPhone />;
}

type Title = "bind_card_title" | "bind_phone_title";

function ProveFirst({ title, wish }: { title: Title; wish: Wish }) {
  const t = useText(words);
  const { go } = useFloor();
  return (
    <Frame title={t(title)}>
      <section className="card await">
        <Mark name="phone" large />
        <h2>{t("prove_first")}</h2>
        <p>{t("prove_first_why")}</p>
      </section>
      <div className="row row--end">
        <BackHome />
        <button type="button" className="kbtn kbtn--go" onClick={() => go({ at: "identify", wish })}>
          {t("prove_phone")}
        </button>
      </div>
    </Frame>
  );
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
    <Frame title={t("bind_card_title")}>
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
  const { api, renew, session } = useFloor();
  const path = useVisitPath();
  const prove = async (body: { phone: string; code: string }) => {
    const visit = await api.call("POST /v1/kiosk/visits/{kiosk_visit_id}/phone", { path, body });
    renew(visit, { at: "sheet", tab: "points" }, t("phone_bound"));
  };
  return (
    <Frame title={session.notice ?? t("bind_phone_title")} sub={t("bind_phone_how")}>
      <div className="ways ways--one">
        <PhoneProof label={t("your_phone")} back={<BackHome />} onProved={prove} />
      </div>
    </Frame>
  );
}
