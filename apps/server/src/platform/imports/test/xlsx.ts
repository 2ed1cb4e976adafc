import { crc32, deflateRawSync } from "node:zlib";

/** An archive of these entries, as a spreadsheet program would write it. */
export function zip(entries: Record<string, string | Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes, { level: 9 });
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), shared, Buffer.from(name), packed]);
    const own = Buffer.alloc(14);
    own.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\u0001\u0002"), Buffer.from([20, 0]), shared, own, Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, list, Buffer.from("PK\u0005\u0006"), end]);
}

const book = {
  "xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId7"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId7" Target="worksheets/first.xml"/></Relationships>`,
  "xl/styles.xml": `<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  "xl/sharedStrings.xml": `<sst><si><t>姓名</t></si><si><r><t>手机</t></r><r><t>号</t></r></si><si><t>李四</t><rPh><t>x</t></rPh></si></sst>`,
};

export const workbook = () =>
  zip({
    ...book,
    "xl/worksheets/first.xml": `<worksheet><sheetData>
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>生日</t></is></c></row>
      <row r="2"/><row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><v>1.3600136001E10</v></c><c r="C3" s="1"><v>32994</v></c></row>
    </sheetData></worksheet>`,
  });

/** Hundreds of megabytes in a small file. */
export const bomb = () =>
  zip({
    ...book,
    "xl/worksheets/first.xml": Buffer.concat([Buffer.from("<worksheet><sheetData>"), Buffer.alloc(100_000_000, " ")]),
  });
