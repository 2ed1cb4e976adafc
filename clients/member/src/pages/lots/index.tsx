import { getCurrentInstance } from "@tarojs/taro";
import { type ReactNode, useState } from "react";
import type { MemberLot } from "@huiyou/api-client";
import { call } from "../../api/api.ts";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { useHousehold } from "../../state/household.ts";
import { session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useFresh } from "../../state/use-fresh.ts";
import { type List, useList } from "../../state/use-list.ts";
import { Box, Tap } from "../../ui/elements";
import { ListEnd } from "../../ui/list-end";
import { Page } from "../../ui/page";
import { Empty, goTo, goToTab, SignInFirst, Skeleton } from "../../ui/parts";
import { LotRow } from "./lot-row";
import "./index.scss";

type Whose = "me" | "household";

const EMPTY: Record<Whose, { title: Key; why: Key }> = {
  me: { title: "lots_empty", why: "lots_empty_why" },
  household: { title: "lots_pool_empty", why: "lots_pool_empty_why" },
};

function Lots({ list, whose }: { list: List<MemberLot>; whose: Whose }): ReactNode {
  const { t } = useLanguage();
  if (!list.is_loaded && list.error === undefined) return <Skeleton rows={3} />;
  if (list.is_loaded && list.rows.length === 0 && list.error === undefined) {
    const action =
      whose === "me"
        ? { label: t("home_show"), onTap: () => goToTab("code") }
        : { label: t("title_family"), onTap: () => goTo("family") };
    return <Empty title={t(EMPTY[whose].title)} why={t(EMPTY[whose].why)} action={action} />;
  }
  return (
    <>
      <Box as="p" className="lots__order">
        {t("lots_order")}
      </Box>
      {list.rows.length > 0 && (
        <Box as="ul" className="card">
          {list.rows.map((lot, index) => (
            <LotRow key={lot.lot_id} lot={lot} place={index + 1} />
          ))}
        </Box>
      )}
      <ListEnd list={list} />
    </>
  );
}

const WHOSE: readonly { whose: Whose; key: Key }[] = [
  { whose: "me", key: "lots_me" },
  { whose: "household", key: "lots_household" },
];

function WhoseTabs({ whose, onWhose }: { whose: Whose; onWhose: (whose: Whose) => void }): ReactNode {
  const { t } = useLanguage();
  return (
    <Box className="tabs lots__tabs" role="tablist" label={t("lots_whose")}>
      {WHOSE.map((one) => (
        <Tap
          key={one.whose}
          acts_as="tab"
          className={`tabs__tab ${one.whose === whose ? "is-on" : ""}`}
          selected={one.whose === whose}
          onTap={() => onWhose(one.whose)}
        >
          {t(one.key)}
        </Tap>
      ))}
    </Box>
  );
}

function SignedIn({ token }: { token: string }): ReactNode {
  const { locale } = useLanguage();
  const household = useHousehold();
  const [whose, setWhose] = useState<Whose>(() =>
    getCurrentInstance().router?.params["of"] === "household" ? "household" : "me",
  );
  const list = useList<MemberLot>(`${token} ${locale} ${whose}`, () =>
    call("GET /v1/member/lots", { query: { of: whose } }),
  );
  useFresh(list.refresh);
  return (
    <>
      {(household !== undefined || whose === "household") && <WhoseTabs whose={whose} onWhose={setWhose} />}
      <Box className="lots">
        <Lots list={list} whose={whose} />
      </Box>
    </>
  );
}

/** Points in the order in which they will be used. */
export default function LotsPage(): ReactNode {
  const token = useStore(session)?.token;
  return (
    <Page title="title_lots" name="lots">
      {token === undefined ? (
        <SignInFirst title="lots_guest" why="lots_guest_why" icon="points" />
      ) : (
        <SignedIn token={token} />
      )}
    </Page>
  );
}
