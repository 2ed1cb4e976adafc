import { useEffect, useRef, useState } from "react";
import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import { Sheet } from "../overlay.tsx";

interface Props {
  title: string;
  body: string;
  onClose: () => void;
}

/** A long text in pages: nothing is scrolled at a kiosk. The browser sets it in columns as wide as the sheet; a page is a column. */
export function Reader({ title, body, onClose }: Props) {
  const t = useText(words);
  const pane = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState(1);
  const [page, setPage] = useState(0);
  useEffect(() => {
    const element = pane.current;
    if (!element) return;
    const count = () => setPages(Math.max(1, Math.round(element.scrollWidth / element.clientWidth)));
    const watch = new ResizeObserver(count);
    watch.observe(element);
    count();
    return () => watch.disconnect();
  }, []);
  const turn = (to: number) => {
    setPage(to);
    const element = pane.current;
    if (element) element.scrollLeft = to * element.clientWidth;
  };
  return (
    <Sheet label={title}>
      <h2 className="title">{title}</h2>
      <div className="reader" ref={pane}>
        {body.split("\n").map((line, n) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines of a text that never changes
          <p key={n}>{line}</p>
        ))}
      </div>
      <div className="row">
        <button type="button" className="kbtn" disabled={page === 0} onClick={() => turn(page - 1)}>
          {t("previous")}
        </button>
        <p className="reader__at">{t("page_of", { page: page + 1, pages })}</p>
        <button type="button" className="kbtn" disabled={page >= pages - 1} onClick={() => turn(page + 1)}>
          {t("next")}
        </button>
      </div>
      <button type="button" className="kbtn kbtn--go" onClick={onClose}>
        {t("close")}
      </button>
    </Sheet>
  );
}
