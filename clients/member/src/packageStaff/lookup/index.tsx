import { getCurrentInstance } from "@tarojs/taro";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ApiError } from "@huiyou/api-client";
import type { Routes } from "@huiyou/api-client";
import { useLanguage } from "../../i18n/i18n.ts";
import { callAsStaff, mayDo, type StaffSession } from "../../state/staff.ts";
import { useAction } from "../../state/use-action.ts";
import { Box, Tap } from "../../ui/elements";
import { FormField } from "../../ui/form";
import { Button, Empty } from "../../ui/parts";
import { ScanField } from "../scan-field";
import { goToStaff, StaffPage } from "../staff-page";
import { MemberCard, type Shown } from "./member-card";
import "./index.scss";

type Row = Routes["GET /v1/members"]["response"]["data"][number];

const TYPED_MAX = 40;
const MOST_ROWS = 20;
const PHONE = /^1[3-9]\d{9}$/;
const CARD = /^\d{16}$/;

/** By a whole number anybody of the group is found; by a name only those in one's reach. */
async function find(typed: string, session: StaffSession): Promise<Shown | Row[]> {
  const compact = typed.replace(/[\s-]/g, "");
  if (PHONE.test(compact)) return callAsStaff("POST /v1/members/identify", { body: { phone: compact } });
  if (CARD.test(compact)) return callAsStaff("POST /v1/members/identify", { body: { card_no: compact } });
  if (!mayDo(session, "members:read")) return [];
  return (await callAsStaff("GET /v1/members", { query: { q: typed.trim(), limit: MOST_ROWS } })).data;
}

/** Nobody is an answer, too. */
const orNobody = (error: unknown): Row[] => {
  if (error instanceof ApiError && error.code === "not_found") return [];
  throw error;
};

function Rows({ rows, onSee }: { rows: readonly Row[]; onSee: (row: Row) => void }): ReactNode {
  const { t } = useLanguage();
  return (
    <Box as="ul" className="card">
      {rows.map((row) => (
        <Box as="li" key={row.member_id}>
          <Tap className="row" acts_as="link" onTap={() => onSee(row)}>
            <Box as="span" className="row__label">
              {row.name === "" ? t("no_name") : row.name}
              <Box as="span" className="row__note">
                {row.phone_masked ?? row.card_no}
              </Box>
            </Box>
          </Tap>
        </Box>
      ))}
    </Box>
  );
}

function useLookUp(session: StaffSession) {
  const action = useAction();
  const [found, setFound] = useState<Shown | readonly Row[]>();
  const ask = (act: () => Promise<Shown | readonly Row[]>) =>
    void action.run(async () => setFound(await act().catch(orNobody)));
  return {
    action,
    found,
    byWords: (typed: string) => ask(() => find(typed, session)),
    byCode: (member_code: string) => ask(() => callAsStaff("POST /v1/members/identify", { body: { member_code } })),
    see: (row: Row) => setFound(row),
  };
}

function LookUp({ session }: { session: StaffSession }): ReactNode {
  const { t } = useLanguage();
  const { action, found, byWords, byCode, see } = useLookUp(session);
  const [typed, setTyped] = useState("");
  // Once, when it opens: the code or the number that the page was opened with.
  const begin = useRef(() => {
    const { code = "", phone = "" } = getCurrentInstance().router?.params ?? {};
    if (code !== "") byCode(decodeURIComponent(code));
    else if (phone !== "") byWords(phone);
  });
  useEffect(() => begin.current(), []);
  const go = () => {
    if (typed.trim() !== "") byWords(typed);
  };
  const is_list = Array.isArray(found);
  return (
    <>
      <FormField
        id="look_up"
        kind="text"
        label={t("lookup_field")}
        value={typed}
        onValue={setTyped}
        max_length={TYPED_MAX}
        placeholder={t("lookup_hint")}
        problem={action.problem}
        onDone={go}
        focus={process.env.TARO_ENV === "h5"}
      />
      <Button label={t("lookup_do")} onTap={go} busy={action.is_busy || typed.trim() === ""} wide />
      {process.env.TARO_ENV === "weapp" && <ScanField onCode={byCode} busy={action.is_busy} />}
      <Box className="form__note" />
      {is_list && found.length === 0 && (
        <Empty
          title={t("lookup_none")}
          why={t("lookup_none_why")}
          {...(mayDo(session, "members:write")
            ? { action: { label: t("title_staff_register"), onTap: () => goToStaff("register") } }
            : {})}
        />
      )}
      {is_list && found.length > 0 && <Rows rows={found as readonly Row[]} onSee={see} />}
      {found !== undefined && !is_list && <MemberCard member={found as Shown} session={session} />}
    </>
  );
}

export default function LookUpPage(): ReactNode {
  return (
    <StaffPage title="title_staff_lookup" name="staff-lookup" permission="members:identify">
      {(session) => <LookUp session={session} />}
    </StaffPage>
  );
}
