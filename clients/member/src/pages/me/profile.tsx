import Taro from "@tarojs/taro";
import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import type { MemberProfile } from "@huiyou/api-client";
import { inFours } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { keepMember } from "../../state/member.ts";
import { useAction } from "../../state/use-action.ts";
import { Box, Field, Tap } from "../../ui/elements";
import { Button } from "../../ui/parts";
import { TierLine, tierFacts } from "../../ui/tier";
import { FactRow } from "../../ui/rows";
import { useOpened } from "../profile/asked.ts";

const NAME_MAX = 50;

function NameEditor({ name, onClose }: { name: string; onClose: () => void }): ReactNode {
  const { t } = useLanguage();
  const [draft, setDraft] = useState(name);
  const { is_busy, problem, refuse, run } = useAction();
  const save = async () => {
    const chosen = draft.trim();
    if (chosen === "" || [...chosen].length > NAME_MAX) return refuse(t("me_name_bad"));
    if (!(await run(async () => keepMember(await call("PATCH /v1/member", { body: { name: chosen } }))))) return;
    void Taro.showToast({ title: t("me_saved"), icon: "none" });
    onClose();
  };
  return (
    <Box className="editor">
      <Box className="field">
        <Box as="span" className="field__label">
          {t("me_name")}
        </Box>
        <Field
          id="name"
          kind="name"
          label={t("me_name")}
          value={draft}
          onValue={setDraft}
          max_length={NAME_MAX}
          placeholder={t("me_name_hint")}
          onDone={() => void save()}
          invalid={problem !== undefined}
          described_by="name-problem"
          focus
        />
      </Box>
      <Box id="name-problem" className="editor__say bad" role="status">
        {problem ?? ""}
      </Box>
      <Box className="editor__do">
        <Button label={t("me_cancel")} onTap={onClose} line />
        <Button label={t("me_save")} onTap={() => void save()} busy={is_busy} />
      </Box>
    </Box>
  );
}

/** Who this is: the name, the tier by its seal, and what the tier gives. */
function Identity({ profile, onEdit }: { profile: MemberProfile; onEdit: () => void }): ReactNode {
  const { t } = useLanguage();
  const { name, tier } = profile;
  const facts = tier ? tierFacts(tier, t) : "";
  return (
    <Box className="row me__who">
      <Box className="me__id">
        <Box as="p" className="me__name">
          {name === "" ? t("no_name") : name}
        </Box>
        {tier && <TierLine tier={tier} />}
        {facts !== "" && (
          <Box as="p" className="row__note">
            {facts}
          </Box>
        )}
      </Box>
      <Tap className="row__do" onTap={onEdit} label={`${t("me_edit")} ${t("me_name")}`}>
        {t("me_edit")}
      </Tap>
    </Box>
  );
}

interface Props {
  profile: MemberProfile;
  /** How often its name was asked for from elsewhere on the page. */
  asked?: number;
  id?: string;
}

export function Profile({ profile, asked = 0, id = "" }: Props): ReactNode {
  const { t } = useLanguage();
  const [is_editing, setEditing] = useOpened(asked);
  return (
    <Box as="section" className="me__profile" id={id}>
      <Box className="card">
        {is_editing ? (
          <NameEditor name={profile.name} onClose={() => setEditing(false)} />
        ) : (
          <Identity profile={profile} onEdit={() => setEditing(true)} />
        )}
        <FactRow label={t("me_phone")} value={profile.phone_masked ?? t("me_phone_none")} />
        <FactRow label={t("me_card")} value={inFours(profile.card_no)} />
      </Box>
    </Box>
  );
}
