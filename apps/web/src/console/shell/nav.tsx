import { NavLink, useLocation } from "react-router";
import { useApi } from "../../api/query.ts";
import { useMay } from "../../api/session.ts";
import { useText } from "../../i18n/language.ts";
import { everyday } from "../../i18n/texts/everyday.ts";
import { shell } from "../../i18n/texts/shell.ts";
import { Icon } from "../../ui/icon.tsx";
import { BrandMark } from "../../ui/mark.tsx";
import { NavFoot } from "./nav-foot.tsx";
import { type Section, visibleSections } from "./places.ts";

const within = (path: string, at: string) => (path === "/" ? at === "/" : at === path || at.startsWith(`${path}/`));

const APPROVALS = "/platform/approvals";

/** How many requests wait for this person's yes or no. */
function WaitingCount() {
  const t = useText(shell);
  const { data } = useApi("GET /v1/approvals/counts", {}, { refreshSeconds: 60 });
  if (!data || data.to_decide === 0) return null;
  const label = t("waiting_for_you", { count: data.to_decide });
  return (
    <span className="nav-count" title={label}>
      <span aria-hidden="true">{data.to_decide > 99 ? "99+" : data.to_decide}</span>
      <span className="sr">{label}</span>
    </span>
  );
}

function SectionItem({ section, at }: { section: Section; at: string }) {
  const t = useText(shell);
  const open = section.places.some((p) => within(p.path, at));
  // Of a list and a page below it, the nearer one.
  const current = section.places
    .filter((p) => within(p.path, at))
    .reduce((longest, { path }) => (path.length > longest.length ? path : longest), "");
  const first = section.places[0];
  if (!first) return null;
  const single = section.places.length === 1;
  return (
    <li className={`${open ? "on" : ""} ${open && !single ? "open" : ""}`}>
      <NavLink to={first.path} aria-current={single && open ? "page" : undefined}>
        <Icon name={section.icon} />
        {t(section.text)}
        {!open && section.places.some((p) => p.path === APPROVALS) ? <WaitingCount /> : null}
      </NavLink>
      {open && !single ? (
        <ul>
          {section.places.map((p) => (
            <li key={p.path} className={`${p.path === current ? "on" : ""} ${p.apart ? "apart" : ""}`}>
              <NavLink to={p.path} end={p.path !== current}>
                {t(p.text)}
                {p.path === APPROVALS ? <WaitingCount /> : null}
              </NavLink>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

export function Nav({ shown }: { shown: boolean }) {
  const t = useText(shell);
  const c = useText(everyday);
  const { pathname } = useLocation();
  const may = useMay();
  return (
    <nav className={`nav ${shown ? "shown" : ""}`} aria-label={t("main_nav")} id="nav">
      <NavLink className="brand" to="/">
        <BrandMark />
        {c("brand")}
      </NavLink>
      <ul>
        {visibleSections(may).map((s) => (
          <SectionItem key={s.text} section={s} at={pathname} />
        ))}
      </ul>
      <span className="nav-hill" aria-hidden="true" />
      <NavFoot />
    </nav>
  );
}
