import Taro from "@tarojs/taro";
import { type ReactNode, useState } from "react";
import type { Routes } from "@huiyou/api-client";
import { call } from "../../api/api.ts";
import { qrImage } from "../../art/qr.ts";
import { dayOf } from "../../format/dates.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { useAction } from "../../state/use-action.ts";
import { Box, Picture } from "../../ui/elements";
import { type FamilyRole, ROLE_WORDS, ROLES } from "../../ui/family-roles.ts";
import { ChoiceGrid } from "../../ui/form";
import { AnswerSheet } from "../../ui/sheet";

type Invitation = Routes["POST /v1/member/household/invitations"]["response"];

const inTwo = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`;

/** Where the code is scanned with a phone's camera; the mini-program's own scanner reads the code out of it. */
function addressOf(code: string): string {
  if (process.env.TARO_ENV !== "h5") return code;
  const { origin, pathname, search } = window.location;
  return `${origin}${pathname}${search}#/pages/family/index?code=${code}`;
}

function Made({ invitation, onClose }: { invitation: Invitation; onClose: () => void }): ReactNode {
  const { t } = useLanguage();
  const { code, expires_at } = invitation;
  const copy = () =>
    void Taro.setClipboardData({ data: inTwo(code) }).then(() => Taro.showToast({ title: t("copied"), icon: "none" }));
  return (
    <AnswerSheet
      title={t("family_invite_code")}
      yes={t("family_copy")}
      no={t("sheet_close")}
      onYes={copy}
      onNo={onClose}
    >
      <Box className="invitecode">
        <Box as="p" className="invitecode__letters">
          {inTwo(code)}
        </Box>
        <Box className="invitecode__qr">
          <Picture className="invitecode__dots" src={qrImage(addressOf(code))} alt={t("family_invite_qr")} />
        </Box>
        <Box as="p" className="mute">
          {t("family_invite_until", { day: dayOf(expires_at) })}
        </Box>
      </Box>
    </AnswerSheet>
  );
}

export function InviteSheet({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const [role, setRole] = useState<FamilyRole>("spouse");
  const [made, setMade] = useState<Invitation>();
  const make = () =>
    void action.run(async () => setMade(await call("POST /v1/member/household/invitations", { body: { role } })));
  if (made !== undefined) return <Made invitation={made} onClose={onClose} />;
  return (
    <AnswerSheet
      title={t("family_invite")}
      yes={t("family_invite_make")}
      no={t("me_cancel")}
      onYes={make}
      onNo={onClose}
      busy={action.is_busy}
    >
      <Box as="p" className="sheet__group">
        {t("family_invite_role")}
      </Box>
      <ChoiceGrid
        label={t("family_invite_role")}
        columns={4}
        options={ROLES.map((one) => ({
          key: one,
          label: t(ROLE_WORDS[one]),
          selected: one === role,
          onTap: () => setRole(one),
        }))}
      />
      <Box className={`formfield__said ${action.problem === undefined ? "" : "bad"}`} role="status">
        {action.problem ?? ""}
      </Box>
    </AnswerSheet>
  );
}
