const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 of ASCII, UTF-8 escaped first: a mini-program has neither btoa nor TextEncoder. */
function base64(text: string): string {
  const bytes = unescapeUtf8(text);
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i] ?? 0, bytes[i + 1], bytes[i + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += ALPHABET.charAt(bits >> 18) + ALPHABET.charAt((bits >> 12) & 63);
    out += b === undefined ? "=" : ALPHABET.charAt((bits >> 6) & 63);
    out += c === undefined ? "=" : ALPHABET.charAt(bits & 63);
  }
  return out;
}

function unescapeUtf8(text: string): number[] {
  const bytes: number[] = [];
  const escaped = encodeURIComponent(text);
  for (let i = 0; i < escaped.length; i++) {
    if (escaped[i] === "%") {
      bytes.push(Number.parseInt(escaped.slice(i + 1, i + 3), 16));
      i += 2;
    } else bytes.push(escaped.charCodeAt(i));
  }
  return bytes;
}

/** An image every target can show: inline SVG is not drawn in a mini-program. */
export function svgUrl(width: number, height: number, content: string, attributes = ""): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${attributes}>${content}</svg>`;
  return `data:image/svg+xml;base64,${base64(svg)}`;
}

/** Computes once per argument: art is drawn when first seen and kept. */
export function remember<Argument extends string>(
  draw: (argument: Argument) => string,
): (argument: Argument) => string {
  const kept = new Map<Argument, string>();
  return (argument) => {
    const found = kept.get(argument);
    if (found !== undefined) return found;
    const drawn = draw(argument);
    kept.set(argument, drawn);
    return drawn;
  };
}
