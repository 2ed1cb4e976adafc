import { Button } from "antd";
import { useState } from "react";
import type { MemberField } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { Archived } from "./archived.tsx";
import { CompletenessCard } from "./completeness-card.tsx";
import { FieldDialog } from "./field-dialog.tsx";
import { FieldList } from "./field-list.tsx";
import { Preview } from "./preview.tsx";
import "./fields.css";

/** What the group wants to know of its members, as they will see it on every form. */
export function MemberFields() {
  const t = useText(fieldTexts);
  const may = useMay()("members:configure");
  const [editing, setEditing] = useState<MemberField | "new">();
  const query = useApi("GET /v1/member_fields", { query: { archived: "true" } });
  const add = may ? (
    <Button type="primary" onClick={() => setEditing("new")}>
      <Icon name="plus" />
      {t("add")}
    </Button>
  ) : null;
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {add}
      </PageHead>
      <QueryView query={query}>
        {({ data }) => {
          const active = data.filter(({ archived_at }) => archived_at === null);
          return (
            <div className="row fields-cols">
              <div className="stack">
                <Card title={t("list")}>
                  {active.length === 0 ? (
                    <EmptyState title={t("none")} reason={t("none_why")} action={add} />
                  ) : (
                    <FieldList fields={active} onEdit={setEditing} />
                  )}
                </Card>
                <Archived fields={data.filter(({ archived_at }) => archived_at !== null)} />
              </div>
              <div className="stack">
                <Preview fields={active} />
                <CompletenessCard />
              </div>
            </div>
          );
        }}
      </QueryView>
      {editing ? (
        <FieldDialog field={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />
      ) : null}
    </>
  );
}
