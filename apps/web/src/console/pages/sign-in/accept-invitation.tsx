import { Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { useSend } from "../../../api/query.ts";
import { startSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { invitations } from "../../../i18n/texts/invitations.ts";
import { security } from "../../../i18n/texts/security.ts";
import { signIn } from "../../../i18n/texts/sign-in.ts";
import { Skeleton } from "../../../ui/states.tsx";
import { Door, Refusal } from "./door.tsx";
import { SecondStep } from "./second-step.tsx";

interface Props {
  /** What stands behind the # of the link in the mail. */
  token: string;
  onLeave: () => void;
}

/** Accepts with a password, then signs in with it: somebody with a second factor is asked for it as ever. */
export function AcceptInvitation({ token, onLeave }: Props) {
  const t = useText(invitations);
  const [challenge, setChallenge] = useState<string>();
  const lookup = useSend("POST /v1/invitations/lookup");
  const accept = useSend("POST /v1/invitations/accept");
  const enter = useSend("POST /v1/sessions");
  const { mutate } = lookup;
  useEffect(() => mutate({ body: { token } }), [mutate, token]);
  const submit = ({ password }: { password: string }) => {
    const { email = "" } = lookup.data ?? {};
    const body = { email, password, transport: "cookie" } as const;
    accept.mutate(
      { body: { token, password } },
      {
        onSuccess: () =>
          enter.mutate(
            { body },
            {
              onSuccess: (answer) => {
                if ("challenge" in answer) return setChallenge(answer.challenge);
                onLeave();
                startSession(answer);
              },
            },
          ),
      },
    );
  };
  if (challenge) return <SecondStep challenge={challenge} onBack={onLeave} onDone={onLeave} />;
  const error = lookup.error ?? accept.error ?? enter.error;
  return (
    <Door title={t("accept_title")}>
      {error ? <Refusal error={error} /> : null}
      {lookup.data ? (
        <Offer offer={lookup.data} pending={accept.isPending || enter.isPending} onPassword={submit} />
      ) : null}
      {lookup.isPending ? <Skeleton rows={3} /> : null}
      <Leave onLeave={onLeave} />
    </Door>
  );
}

function Leave({ onLeave }: { onLeave: () => void }) {
  const s = useText(signIn);
  return (
    <p className="sign-in__aside">
      <Button type="link" onClick={onLeave}>
        {s("to_sign_in")}
      </Button>
    </p>
  );
}

interface OfferProps {
  offer: {
    email: string;
    name: string;
    tenant_name: string;
    role_name: string;
    unit_name: string;
    known: boolean;
  };
  pending: boolean;
  onPassword: (fields: { password: string }) => void;
}

function Offer({ offer, pending, onPassword }: OfferProps) {
  const t = useText(invitations);
  const s = useText(security);
  const d = useText(signIn);
  const c = useText(everyday);
  return (
    <>
      <p className="sign-in__why">
        {t("accept_hello", {
          name: offer.name,
          tenant: offer.tenant_name,
          role: offer.role_name,
          unit: offer.unit_name,
        })}
      </p>
      <Form name="accept" layout="vertical" requiredMark={false} onFinish={onPassword} disabled={pending}>
        <Form.Item label={d("email")}>
          <Input value={offer.email} readOnly autoComplete="username" size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={offer.known ? d("password") : t("accept_new")}
          extra={offer.known ? t("accept_known") : s("password_hint")}
          rules={[{ required: true, message: c("required") }]}
        >
          <Input.Password
            autoFocus
            autoComplete={offer.known ? "current-password" : "new-password"}
            maxLength={200}
            size="large"
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={pending}>
          {t("accept")}
        </Button>
      </Form>
    </>
  );
}
