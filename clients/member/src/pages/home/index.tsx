import type { ReactNode } from "react";
import { Page } from "../../ui/page";

export default function Draft(): ReactNode {
  return (
    <Page title="title_home" name="home" tab="home">
      {null}
    </Page>
  );
}
