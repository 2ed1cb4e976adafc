import type { ReactNode } from "react";

interface Props {
  title?: string | undefined;
  note?: ReactNode;
  tools?: ReactNode;
  className?: string;
  label?: string;
  children: ReactNode;
}

export function Card({ title, note, tools, className = "", label, children }: Props) {
  return (
    <section className={`card ${className}`} aria-label={label ?? title}>
      {title ? (
        <header>
          <h2>{title}</h2>
          {note ? <span className="s mut">{note}</span> : null}
          {tools ? <div className="end">{tools}</div> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}

export function PageHead({
  title,
  crumb,
  note,
  children,
}: {
  title: string;
  crumb?: ReactNode;
  note?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="head">
      {crumb}
      <h1>{title}</h1>
      {note ? <span className="mut">{note}</span> : null}
      <div className="end">{children}</div>
    </div>
  );
}

export const Sep = () => <i className="sep" aria-hidden="true" />;
