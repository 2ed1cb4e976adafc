import { App, Button } from "antd";
import { useText } from "../i18n/language.ts";
import { everyday } from "../i18n/texts/everyday.ts";

const SECONDS = 10;

/** Says that a soft edit is done and offers its opposite for ten seconds. */
export function useUndo(): (said: string, undo: () => void) => void {
  const t = useText(everyday);
  const { message } = App.useApp();
  return (said, undo) => {
    const key = `undo-${Date.now()}`;
    const onUndo = () => {
      message.destroy(key);
      undo();
    };
    void message.open({
      key,
      type: "success",
      duration: SECONDS,
      content: (
        <>
          {said}{" "}
          <Button size="small" type="link" onClick={onUndo}>
            {t("undo")}
          </Button>
        </>
      ),
    });
  };
}
