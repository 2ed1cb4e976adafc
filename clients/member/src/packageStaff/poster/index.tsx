import Taro from "@tarojs/taro";
import type { ReactNode } from "react";
import { savePicture } from "../../api/save-picture";
import { POSTER_HEIGHT, POSTER_WIDTH, posterImage } from "../../art/poster.ts";
import { sealCharacters } from "../../art/seal.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import type { StaffSession } from "../../state/staff.ts";
import { useStore } from "../../state/store.ts";
import { tenant, useTenantName } from "../../state/tenant.ts";
import { useAction } from "../../state/use-action.ts";
import { Box, Picture } from "../../ui/elements";
import { Button } from "../../ui/parts";
import { StaffPage } from "../staff-page";
import "./index.scss";

/** Where visitors join: the H5 of this server, with who brought them and to which store. */
function addressOf(session: StaffSession, tenant_id: string): string {
  const base = process.env.TARO_ENV === "h5" ? window.location.origin : API_BASE;
  const origin = `${session.unit.unit_id}.${session.staff.staff_id}`;
  return `${base}/m/?tenant_id=${tenant_id}&from=${origin}#/pages/login/index`;
}

function Poster({ session }: { session: StaffSession }): ReactNode {
  const { t } = useLanguage();
  const config = useStore(tenant);
  const group = useTenantName();
  const action = useAction();
  const text = addressOf(session, config?.tenant_id ?? "");
  const src = posterImage({
    address: text,
    group,
    unit: session.unit.name,
    invites: t("poster_of", { name: session.staff.name }),
    scan: t("poster_scan"),
    seal: sealCharacters(config?.names["zh-CN"] ?? config?.tenant_name ?? ""),
  });
  const save = () =>
    void action.run(async () => {
      await savePicture({ src, text, width: POSTER_WIDTH, height: POSTER_HEIGHT, name: "huiyou-poster.png" });
      void Taro.showToast({ title: t("poster_saved"), icon: "none" });
    });
  return (
    <>
      <Picture className="poster" src={src} alt={t("poster_alt", { unit: session.unit.name })} />
      {action.problem !== undefined && (
        <Box as="p" className="formfield__said bad" role="alert">
          {action.problem}
        </Box>
      )}
      <Button label={t("poster_save")} onTap={save} busy={action.is_busy} wide />
    </>
  );
}

/** One's own poster: who scans it joins at this store, and is looked after by whoever put it up. */
export default function PosterPage(): ReactNode {
  return (
    <StaffPage title="title_staff_poster" name="staff-poster" permission="members:write">
      {(session) => <Poster session={session} />}
    </StaffPage>
  );
}
