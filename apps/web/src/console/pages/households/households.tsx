import { Button } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { households } from "../../../i18n/texts/households.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { MemberDialog } from "./member-dialog.tsx";

const PAGE = 50;

export function Households() {
  const t = useText(households);
  const may = useMay()("members:write");
  const navigate = useNavigate();
  const cursor = useCursor(PAGE);
  const [creating, setCreating] = useState(false);
  const list = useApi("GET /v1/households", { query: { limit: PAGE, cursor: cursor.cursor } });
  const create = (
    <Button type="primary" onClick={() => setCreating(true)}>
      <Icon name="plus" />
      {t("create")}
    </Button>
  );
  const open = (household_id: string) => void navigate(`/points/households/${household_id}`);
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {may ? create : null}
      </PageHead>
      <Card label={t("title")}>
        <QueryView query={list}>
          {({ data, next_cursor }) =>
            data.length === 0 ? (
              <EmptyState title={t("none")} reason={t("none_why")} action={may ? create : undefined} />
            ) : (
              <>
                <LedgerTable
                  label={t("title")}
                  rows={data}
                  rowKey={(one) => one.household_id}
                  onOpen={(one) => open(one.household_id)}
                  columns={[
                    {
                      key: "name",
                      head: t("name"),
                      width: 400,
                      tone: "wrap",
                      cell: (one) => (
                        <Link
                          to={`/points/households/${one.household_id}`}
                          onClick={(event) => event.stopPropagation()}
                        >
                          {one.name}
                        </Link>
                      ),
                    },
                    {
                      key: "members",
                      head: t("members"),
                      width: 160,
                      numeric: true,
                      cell: (one) => t("count", { count: one.members_count }),
                    },
                    { key: "since", head: t("created"), width: 400, cell: (one) => shortDate(one.created_at) },
                  ]}
                />
                <FootPager cursor={cursor} following={next_cursor} />
              </>
            )
          }
        </QueryView>
      </Card>
      {creating ? (
        <MemberDialog onDone={({ household_id }) => open(household_id)} onClose={() => setCreating(false)} />
      ) : null}
    </>
  );
}
