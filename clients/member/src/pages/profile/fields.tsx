import type { MemberProfile } from "@huiyou/api-client";
import { type ReactNode, useState } from "react";
import { call } from "../../api/api.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { keepMember } from "../../state/member.ts";
import { useAction } from "../../state/use-action.ts";
import { CustomFieldInput, draftOf, readDraft, valueWords } from "../../ui/custom-field";
import { Box, Tap } from "../../ui/elements";
import { Button } from "../../ui/parts";
import { FactRow } from "../../ui/rows";
import { type Asked, askedFor, partId, useOpened } from "./asked.ts";

type OwnField = MemberProfile["fields"][number];

/** As the server calls it among what is missing. */
const itemOf = ({ key }: OwnField) => `fields.${key}`;

function Editor({ field, onDone }: { field: OwnField; onDone: () => void }): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const [draft, setDraft] = useState(() => draftOf(field, field.value));
  const save = async () => {
    const read = readDraft(field, draft, t);
    if ("problem" in read) return action.refuse(read.problem);
    if (read.value === null && field.required) return action.refuse(t("fields_required"));
    const body = { fields: { [field.key]: read.value } };
    if (await action.run(async () => keepMember(await call("PATCH /v1/member", { body })))) onDone();
  };
  return (
    <Box className="profile__id">
      <CustomFieldInput
        field={field}
        draft={draft}
        onDraft={setDraft}
        t={t}
        problem={action.problem}
        onDone={() => void save()}
        focus
      />
      <Box className="editor__do">
        <Button label={t("me_cancel")} onTap={onDone} line />
        <Button label={t("me_save")} onTap={() => void save()} busy={action.is_busy} />
      </Box>
    </Box>
  );
}

function FieldRow({ field, asked }: { field: OwnField; asked: number }): ReactNode {
  const { t } = useLanguage();
  const [is_editing, setEditing] = useOpened(asked);
  if (is_editing) return <Editor field={field} onDone={() => setEditing(false)} />;
  const word = t(field.value === null ? "profile_fill" : "fields_change");
  return (
    <FactRow id={partId(itemOf(field))} label={field.label} value={valueWords(field, field.value, t)}>
      {field.editable && (
        <Tap className="row__do" onTap={() => setEditing(true)} label={`${word} ${field.label}`}>
          {word}
        </Tap>
      )}
    </FactRow>
  );
}

/** What this group asks its members beyond what it asks everybody. */
export function OwnFields({ fields, asked }: { fields: readonly OwnField[]; asked: Asked | undefined }): ReactNode {
  const { t } = useLanguage();
  if (fields.length === 0) return null;
  return (
    <Box as="section" className="profile">
      <Box className="card profile__fields">
        {fields.map((field) => (
          <FieldRow key={field.key} field={field} asked={askedFor(asked, itemOf(field))} />
        ))}
      </Box>
      {fields.some(({ editable }) => !editable) && (
        <Box as="p" className="profile__note">
          {t("fields_store")}
        </Box>
      )}
    </Box>
  );
}
