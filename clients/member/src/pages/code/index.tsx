import type { ReactNode } from "react";
import { contourImage } from "../../art/contours.ts";
import { session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { HeldNote } from "../../ui/held-note";
import { Page } from "../../ui/page";
import { SignInFirst } from "../../ui/parts";
import { CodeCard } from "./card";
import { Pockets } from "./pockets";
import { useMemberCode } from "./use-member-code.ts";
import "./index.scss";

export default function CodePage(): ReactNode {
  const is_signed_in = useStore(session) !== undefined;
  const view = useMemberCode();
  return (
    <Page title="title_code" name="code" tab="code" dark ground={contourImage("#1D5C8A")}>
      {is_signed_in ? (
        <>
          <HeldNote />
          <CodeCard view={view} />
          <Pockets />
        </>
      ) : (
        <SignInFirst title="code_guest" why="code_guest_why" icon="qr" />
      )}
    </Page>
  );
}
