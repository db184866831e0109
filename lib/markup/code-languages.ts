import { lazily } from '../base/lazily.ts';

/** What Notion takes as the language of a code block, from the request types of its SDK. */
const LANGUAGES =
  'abap|abc|agda|arduino|ascii art|assembly|bash|basic|bnf|c|c#|c++|clojure|coffeescript|coq|css|dart|dhall|diff|docker|ebnf|elixir|elm|erlang|f#|flow|fortran|gherkin|glsl|go|graphql|groovy|haskell|hcl|html|idris|java|javascript|json|julia|kotlin|latex|less|lisp|livescript|llvm ir|lua|makefile|markdown|markup|matlab|mathematica|mermaid|nix|notion formula|objective-c|ocaml|pascal|perl|php|plain text|powershell|prolog|protobuf|purescript|python|r|racket|reason|ruby|rust|sass|scala|scheme|scss|shell|smalltalk|solidity|sql|swift|toml|typescript|vb.net|verilog|vhdl|visual basic|webassembly|xml|yaml|java/c/c++/c#';

/** Names under which people and models write them. */
const ALIASES =
  'js=javascript|jsx=javascript|mjs=javascript|node=javascript|ts=typescript|tsx=typescript|py=python|python3=python|sh=shell|zsh=shell|console=shell|yml=yaml|md=markdown|rs=rust|rb=ruby|cs=c#|csharp=c#|cpp=c++|cxx=c++|h=c|golang=go|kt=kotlin|dockerfile=docker|ps1=powershell|tex=latex|objc=objective-c|objectivec=objective-c|tf=hcl|terraform=hcl|make=makefile|jsonc=json|json5=json|svg=xml|wasm=webassembly|hs=haskell|ex=elixir|erl=erlang|fs=f#|fsharp=f#|gql=graphql|pl=perl|proto=protobuf|text=plain text|txt=plain text|plaintext=plain text';

export const PLAIN = 'plain text';

const names = lazily((): ReadonlyMap<string, string> => {
  const own = LANGUAGES.split('|').map((name): readonly [string, string] => [name, name]);
  const others = ALIASES.split('|').map((pair): readonly [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return new Map([...own, ...others]);
});

/** The language as Notion names it; `plain text` for one that Notion does not have. */
export const notionLanguage = (name: string): string => names().get(name.trim().toLowerCase()) ?? PLAIN;
