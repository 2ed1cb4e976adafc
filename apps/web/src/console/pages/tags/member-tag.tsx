import type { MemberTag as TagData } from "../../../api/contract.ts";

/** A rule's tag is dashed; its colour is a dot, so that the word stays readable. */
export function MemberTag({ tag }: { tag: TagData }) {
  return (
    <span className={tag.kind === "automatic" ? "tag auto" : "tag"}>
      {tag.colour ? <i className={`tag__dot tag__dot--${tag.colour}`} aria-hidden="true" /> : null}
      {tag.name}
    </span>
  );
}
