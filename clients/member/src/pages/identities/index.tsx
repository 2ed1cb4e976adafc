import { useDidShow } from "@tarojs/taro";
import type { ReactNode } from "react";
import type { Routes } from "@huiyou/api-client";
import { call } from "../../api/api.ts";
import { inFours } from "../../format/numbers.ts";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useAnswer } from "../../state/use-answer.ts";
import { Box } from "../../ui/elements";
import { Page } from "../../ui/page";
import { Failure, SignInFirst, Skeleton } from "../../ui/parts";
import "./index.scss";

type Identity = Routes["GET /v1/member/identities"]["response"]["data"][number];

/** A phone may run an older version than the server: a kind it does not know is called by its own name. */
const KINDS: Readonly<Record<string, Key>> = {
  phone: "identity_phone",
  card: "identity_card",
  id_number: "identity_id_number",
  external: "identity_external",
  openid: "identity_openid",
  unionid: "identity_unionid",
  ota: "identity_ota",
  email: "identity_email",
  employee_no: "identity_employee_no",
};

function IdentityRow({ identity }: { identity: Identity }): ReactNode {
  const { t } = useLanguage();
  const { kind, issuer, shown } = identity;
  const key = KINDS[kind];
  const word = key === undefined ? kind : t(key);
  return (
    <Box as="li" className="identity">
      <Box as="p" className="identity__kind">
        {kind === "ota" && issuer !== "" ? `${word}${t("why_comma")}${issuer}` : word}
      </Box>
      <Box as="p" className="identity__shown">
        {kind === "card" ? inFours(shown) : shown}
      </Box>
    </Box>
  );
}

function SignedIn({ token }: { token: string }): ReactNode {
  const { t } = useLanguage();
  const list = useAnswer(token, async () => (await call("GET /v1/member/identities")).data);
  useDidShow(list.reload);
  if (list.value === undefined) {
    return list.error === undefined ? <Skeleton rows={3} /> : <Failure error={list.error} onRetry={list.reload} />;
  }
  return (
    <>
      <Box as="p" className="identities__why">
        {t("identities_why")}
      </Box>
      <Box as="ul" className="card">
        {list.value.map((identity, index) => (
          <IdentityRow key={index} identity={identity} />
        ))}
      </Box>
      <Box as="p" className="identities__missing">
        {t("identity_missing")}
      </Box>
    </>
  );
}

/** Everything by which the house recognises somebody. */
export default function IdentitiesPage(): ReactNode {
  const token = useStore(session)?.token;
  return (
    <Page title="title_identities" name="identities">
      {token === undefined ? (
        <SignInFirst title="identities_guest" why="identities_guest_why" icon="badge" />
      ) : (
        <Box className="identities">
          <SignedIn token={token} />
        </Box>
      )}
    </Page>
  );
}
