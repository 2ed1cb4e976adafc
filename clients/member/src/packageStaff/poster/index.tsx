import Taro, { useDidShow } from "@tarojs/taro";
import type { ReactNode } from "react";
import type { Routes } from "@huiyou/api-client";
import { savePicture } from "../../api/save-picture";
import { POSTER_HEIGHT, POSTER_WIDTH, posterImage } from "../../art/poster.ts";
import { sealCharacters } from "../../art/seal.ts";
import { grouped } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { callAsStaff, type StaffSession } from "../../state/staff.ts";
import { useStore } from "../../state/store.ts";
import { tenant, useTenantName } from "../../state/tenant.ts";
import { useAction } from "../../state/use-action.ts";
import { useAnswer } from "../../state/use-answer.ts";
import { Box, Picture } from "../../ui/elements";
import { Button, Failure, Skeleton } from "../../ui/parts";
import { StaffPage } from "../staff-page";
import "./index.scss";

/** Told apart from other codes of the same colleague. */
const SCENE = "staff poster";
const NAME_MAX = 60;

type Code = Routes["GET /v1/qr_codes"]["response"]["data"][number];

let under_way: Promise<Code> | undefined;

/** One code for each colleague and store, made when the poster is first looked at: asked twice at once, it is made once. */
function ownCode(session: StaffSession, name: string): Promise<Code> {
  under_way ??= findOrMake(session, name).finally(() => {
    under_way = undefined;
  });
  return under_way;
}

async function findOrMake({ unit, staff }: StaffSession, name: string): Promise<Code> {
  const { data } = await callAsStaff("GET /v1/qr_codes", { query: { unit_id: unit.unit_id, limit: 200 } });
  const mine = data.find((one) => one.staff_id === staff.staff_id && one.scene === SCENE);
  if (mine !== undefined) return mine;
  const body = { name, unit_id: unit.unit_id, staff_id: staff.staff_id, scene: SCENE };
  return callAsStaff("POST /v1/qr_codes", { body });
}

function Poster({ session, code }: { session: StaffSession; code: Code }): ReactNode {
  const { t } = useLanguage();
  const config = useStore(tenant);
  const group = useTenantName();
  const action = useAction();
  const src = posterImage({
    address: code.url,
    group,
    unit: code.unit_name,
    invites: t("poster_of", { name: session.staff.name }),
    scan: t("poster_scan"),
    seal: sealCharacters(config?.names["zh-CN"] ?? config?.tenant_name ?? ""),
  });
  const save = () =>
    void action.run(async () => {
      const size = { width: POSTER_WIDTH, height: POSTER_HEIGHT };
      await savePicture({ src, text: code.url, name: "huiyou-poster.png", ...size });
      void Taro.showToast({ title: t("poster_saved"), icon: "none" });
    });
  return (
    <>
      <Picture className="poster" src={src} alt={t("poster_alt", { unit: code.unit_name })} />
      <Box as="p" className="poster__counts">
        {t("poster_counts", { scans: grouped(code.scans), registered: grouped(code.registered) })}
      </Box>
      {action.problem !== undefined && (
        <Box as="p" className="formfield__said bad" role="alert">
          {action.problem}
        </Box>
      )}
      <Button label={t("poster_save")} onTap={save} busy={action.is_busy} wide />
    </>
  );
}

function OwnPoster({ session }: { session: StaffSession }): ReactNode {
  const { t } = useLanguage();
  const code = useAnswer(session.token, () =>
    ownCode(session, t("poster_of", { name: session.staff.name }).slice(0, NAME_MAX)),
  );
  useDidShow(code.reload);
  if (code.value !== undefined) return <Poster session={session} code={code.value} />;
  return code.error === undefined ? <Skeleton rows={4} /> : <Failure error={code.error} onRetry={code.reload} />;
}

/** One's own poster: who scans it joins at this store, and is looked after by whoever put it up. */
export default function PosterPage(): ReactNode {
  return (
    <StaffPage title="title_staff_poster" name="staff-poster" permission="members:write">
      {(session) => <OwnPoster session={session} />}
    </StaffPage>
  );
}
