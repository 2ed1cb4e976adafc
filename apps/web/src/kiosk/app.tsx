import { useState } from "react";
import { dropCredential, keepCredential, readCredential } from "./credential.ts";
import { Floor } from "./floor.tsx";
import { Pairing } from "./pairing.tsx";

export function App() {
  const [token, setToken] = useState(readCredential);
  const take = (given: string) => {
    keepCredential(given);
    setToken(given);
  };
  if (token === undefined) return <Pairing onPaired={take} />;
  return <Floor key={token} token={token} onRefused={() => setToken(dropCredential(token))} />;
}
