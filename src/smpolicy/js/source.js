// Decides by a page model, `smpolicy/page@1`, as `Policy.evaluate` does: laws in the tests hold it to that.
// ES2020, strict, without anything else. What it does not know, and what cannot be, it refuses by a `Refusal`.
// `make page-evaluator` makes `evaluate.js` of it, which is what pages load.

const AND = -1, OR = -2, TRUE = 0, FALSE = 1;
const OUTCOMES = ["outside_scope", "no_departure_found", "departs", "contravenes"];
const STATUSES = ["not_examined", "not_borne", "outside", "set_aside", "exception", "met", "broken"];
const DECIDED = ["met", "broken"];
// Nothing is assumed; or what nobody stated is taken to be neutral; or would be, but is left open here.
const NOTHING = 0, ASSUMED = 1, LEFT_OPEN = 2;
// Days are counted from the first of the year 1, and by JavaScript in milliseconds since 1970.
const DAY = 864e5, FIRST = 719163;

class Refusal extends Error {
  // Of a model, `code` is unknown-format, unknown-part or unreadable-model; of what is stated, unknown-assumption,
  // unknown-fact, outside-domain or breaks-constraint. `about` names what it is about.
  constructor(code, about) {
    super(`${code}: ${about}`);
    Object.assign(this, { name: "Refusal", code, about });
  }
}

// Sets of facts, norms or cells are numbers of as many bits.
const single = [], bit = (at) => single[at] || (single[at] = 1n << BigInt(at));
const union = (masks) => masks.reduce((all, mask) => all | mask, 0n);
const set = (numbers) => union(numbers.map(bit));
const bits = (mask) => {
  const found = [];
  for (let at = 0; mask; at++, mask >>= 1n) if (mask & 1n) found.push(at);
  return found;
};
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const kept = (map, key, make) => {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
};
const known = (all, each) => {
  if (!all.includes(each)) throw new Refusal("unknown-part", each);
};
// Joins sets that overlap.
const joined = (ties) => ties.reduce((groups, tied) => {
  const apart = groups.filter((group) => !(group & tied));
  return [...apart, union([tied, ...groups.filter((group) => group & tied)])];
}, []);
const narrowed = (left, masks) => {
  const found = new Map(left);
  for (const [cell, mask] of masks) found.set(cell, found.get(cell) & mask);
  return [...found.values()].every(Boolean) && found;
};
const TESTS = {
  "one-of": (value, ...named) => named.includes(value),
  "within": (value, least, end) => (least === null || value >= least) && (end === null || value < end),
  "has": (value, ...named) => named.every((each) => value.includes(each)),
  "any-of": (value, ...named) => named.some((each) => value.includes(each)),
};
const JOINS = {
  "all": (told) => told.includes(false) ? false : told.includes(null) ? null : true,
  "any": (told) => told.includes(true) ? true : told.includes(null) ? null : false,
  "not": ([told]) => told === null ? null : !told,
  "alike": (told) => told.every((each) => each === told[0]) ? told[0] : null,
};

// What an answer to a fact is; nothing where it is none.
const READ = {
  "boolean": (_, said) => typeof said === "boolean" ? said : undefined,
  "enum": ({ names }, said) => names.includes(said) ? said : undefined,
  "integer": (_, said) => Number.isSafeInteger(said) && said >= 0 ? said + 0 : undefined,
  "day": (_, said) => {
    const right = typeof said === "string" && /^(?!0000)\d{4}-\d\d-\d\d$/.test(said) && !isNaN(Date.parse(said));
    return right && new Date(said).toISOString().startsWith(said) ? said : undefined;
  },
  "set": ({ names }, said) => {
    const members = (list) => Array.isArray(list) && list.every((each) => names.includes(each)) &&
      [...new Set(list)].sort();
    if (!said || Array.isArray(said) || typeof said !== "object") return members(said) || undefined;
    const { has = [], lacks = [], ...others } = said, part = { has: members(has), lacks: members(lacks) };
    return part.has && part.lacks && same(others, {}) && !TESTS["any-of"](part.has, ...part.lacks) ? part : undefined;
  },
};

// Formulas over cells, each once: a cell and the values that it has, or a join of others.
const formulasOver = (widths) => {
  const nodes = [], cells = [], index = new Map(), conditions = new Map(), steps = new Map(), spoken = new Map();
  const keep = (node) => kept(index, String(node), () => {
    const [kind, ...rest] = node;
    known([AND, OR, ...widths.keys()], kind);
    cells.push(kind < 0 ? union(rest.map((part) => cells[part])) : bit(kind));
    return nodes.push(node) - 1;
  });
  const join = (how, parts) => {
    const found = new Set(parts.flatMap((part) => nodes[part][0] === how ? nodes[part].slice(1) : part));
    const decisive = how === AND ? FALSE : TRUE;
    const all = found.has(decisive) ? [decisive] : [...found].sort((one, other) => one - other);
    return all.length === 1 ? all[0] : keep([how, ...all]);
  };
  // What is left of a formula where a cell has a value.
  const given = (formula, cell, value) => cells[formula] & bit(cell) ? kept(
    conditions, `${formula} ${cell} ${value}`, () => {
      const [kind, ...rest] = nodes[formula];
      if (kind >= 0) return rest[0] >> value & 1 ? TRUE : FALSE;
      return join(kind, rest.map((part) => given(part, cell, value)));
    }) : formula;
  // Looks at each cell by itself: what may not hold, holds nowhere within what is left; what must, holds everywhere.
  const seen = (test) => {
    const look = (formula, left) => {
      const node = nodes[formula], kind = node[0];
      if (kind >= 0) return test(left[kind], node[1]);
      for (let at = 1; at < node.length; at++) if (!look(node[at], left) === (kind === AND)) return kind === OR;
      return kind === AND;
    };
    return look;
  };
  const may = seen((left, mask) => left & mask), must = seen((left, mask) => !(left & ~mask));
  // Whether formulas, and one of each list of them, hold somewhere within what is left, where `found` is so too.
  const canHold = (formulas, left, found = () => true) => {
    const waiting = [...formulas], choices = [];
    left = [...left];
    while (waiting.length) {
      const next = waiting.pop(), node = Array.isArray(next) ? [OR, ...next] : nodes[next], kind = node[0];
      if (kind >= 0 && !(left[kind] &= node[1])) return false;
      if (kind === AND) waiting.push(...node.slice(1));
      if (kind === OR) choices.push(node.slice(1));
    }
    const [first, ...others] = choices.map((parts) => parts.filter((part) => may(part, left)))
      .sort((one, other) => one.length - other.length);
    return first ? first.some((part) => canHold([part, ...others], left, found)) : found(left);
  };
  // Whether none of some formulas holds somewhere within what is left: by a diagram, drawn as far as one walks.
  const step = (formulas) => {
    const open = [...new Set(formulas)].filter((each) => each !== FALSE).sort((one, other) => one - other);
    return open.includes(TRUE) ? null : kept(steps, String(open), () => ({ open, next: [] }));
  };
  const drawn = ({ open }) => {
    const parts = joined(open.map((each) => cells[each])), counts = new Map();
    if (parts.length > 1) return { parts: parts.map((part) => step(open.filter((each) => cells[each] & part))) };
    for (const cell of open.flatMap((each) => kept(spoken, each, () => bits(cells[each])))) {
      counts.set(cell, (counts.get(cell) || 0) + 1);
    }
    const most = Math.max(...counts.values());
    return { cell: [...counts.keys()].find((cell) => counts.get(cell) === most) };
  };
  let walks = 0;
  const reaches = (begin, left) => {
    const here = walks += 1;
    const walk = (at) => {
      if (!at || !at.open.length) return at !== null;
      if (at.seen === here) return at.found;
      const { parts, cell } = at.drawn || (at.drawn = drawn(at));
      let found = parts ? parts.every(walk) : false;
      for (let value = 0; !parts && !found && left[cell] >> value; value++) {
        if (left[cell] >> value & 1) {
          if (at.next[value] === undefined) at.next[value] = step(at.open.map((each) => given(each, cell, value)));
          found = walk(at.next[value]);
        }
      }
      at.seen = here;
      return at.found = found;
    };
    // Mostly it is one of them that must, and no walk is needed.
    return begin !== null && !begin.open.some((each) => must(each, left)) && walk(begin);
  };
  return { keep, cells, given, canHold, step, reaches };
};

const programOf = (model) => {
  const { cells: combinations, terms, in_force } = model, byName = new Map(), below = new Map(), cellsOf = [];
  const all = combinations.map((each) => bit(each.length) - 1n), told = combinations.map(() => new Map());
  const widths = [...combinations.map((each) => Math.max(...each) + 1), ...Array(model.gates).fill(2)];
  if (Math.max(...widths) > 31) throw new Refusal("unknown-part", "cells");
  const { keep, cells, given, canHold, step, reaches } = formulasOver(widths);
  [[AND], [OR], ...model.formulas].forEach((node, at) => known([at], keep(node)));

  // A place is a cell, and which of some values each of its combinations has; of a cell alone each has its own.
  const placed = (number, place) => {
    const [cell, ...codes] = [].concat(place), here = told[cell];
    if (!codes.length) codes.push(...combinations[cell].keys());
    here.set(number, codes.map((code, at) => [code, here.has(number) && here.get(number)[at]].join()));
    cellsOf[number] |= bit(cell);
    return (value) => [[cell, set([...codes.keys()].filter((at) => codes[at] === value))]];
  };
  const asFormulas = (cell, left) => bits(left).reduce((found, at) => found | 1 << combinations[cell][at], 0);
  const masksOf = ({ kind, names, answers }, said) => {
    if (said === "not_sure") return [];
    if (kind === "set") {
      const { has, lacks } = said.has ? said : { has: said, lacks: names.filter((each) => !said.includes(each)) };
      return answers.filter(([, member, so]) => (so ? has : lacks).includes(member)).flatMap(([masks]) => masks);
    }
    const at = kind === "day" ? Date.parse(said) / DAY + FIRST : said;
    const found = answers.find(([, value]) => Array.isArray(value) ? TESTS["within"](at, ...value) : value === said);
    return found ? found[0] : [];
  };
  const read = (fact, said) => {
    const found = said === "not_sure" ? said : READ[fact.kind](fact, said);
    if (found === undefined) throw new Refusal("outside-domain", fact.name);
    return found;
  };
  const check = ([kind, ...rest]) => {
    known(Object.keys({ ...TESTS, ...JOINS }), kind);
    if (JOINS[kind]) rest.forEach(check);
  };

  const facts = Object.entries(model.facts).map(([name, data], number) => {
    const fact = { names: [], ...data, name, bit: bit(number), number, touching: 0n, gates: [], spoken: [] };
    const { kind, names, at = [], values = kind === "boolean" ? [false, true] : names, presupposes } = fact;
    known(Object.keys(READ), kind);
    cellsOf[number] = 0n;
    if (kind === "set") {
      fact.answers = names.flatMap((member, each) => {
        if (at[each] == null) return [];
        const masks = placed(number, at[each]);
        return [[masks(1), member, true], [masks(0), member, false]];
      });
    } else {
      const masks = at.length !== 0 && placed(number, at);
      fact.answers = masks ? values.map((value, code) => [masks(code), value]) : [];
    }
    if (presupposes) check(presupposes);
    fact.raises = (data.raises || []).map((each) => read(fact, each));
    if (data.neutral !== undefined) fact.toNeutral = masksOf(fact, fact.neutral = read(fact, data.neutral));
    byName.set(name, fact);
    return fact;
  });
  for (const [name, number] of Object.entries(model.names)) byName.set(name, facts[number]);
  const questions = Object.entries(model.questions).map(([name, { readings, at, unraised, raised_by }], each) => {
    const number = facts.length + each;
    cellsOf[number] = 0n;
    const masks = placed(number, at)(readings.indexOf(unraised));
    return { name, number, masks, unraised, by: unraised && byName.get(raised_by) };
  });
  const everything = set([...cellsOf.keys()].filter((number) => cellsOf[number]));
  const ties = model.ties.map(set);
  const groups = joined([...facts.map((fact) => fact.bit), ...ties]).map((tied) => {
    const here = facts.filter((fact) => fact.bit & tied), free = new Map();
    for (const cell of bits(union(here.map(({ number }) => cellsOf[number])))) free.set(cell, all[cell]);
    return { tied, facts: here, free, kept: new Map(), questions: questions.filter(({ by }) => here.includes(by)) };
  });
  const norms = model.norms.map((data, at) => {
    const [whole, act, raising, before, excepting, breach] = [0, 1, 2, 3, 4, 5].map((place) => set(
      data.facts.filter((_, each) => each % 2 === 0 && data.facts[each + 1] >> place & 1)));
    const norm = { ...data, bit: bit(at), whole, act, raising, before, excepting, breach };
    known([undefined, "standing", "step"], norm.role);
    for (const fact of facts) {
      if (norm.gate && fact.bit & norm.act) (norm.concern ? fact.gates : fact.spoken).push(norm.gate);
      if (fact.bit & norm.raising) fact.touching |= norm.bit;
    }
    return norm;
  });
  for (const [level, number, breaks] of terms) {
    known([0, 1, 2, 3], level);
    if (number >= 0) Object.assign(norms[number], { level, breaks });
  }
  for (const { on } of model.steps) known(["unsure", "broken", "applies"], on);

  const entryOf = (fact, value) => {
    const said = read(fact, value), { neutral, raises, conduct } = fact, unsure = said === "not_sure";
    const part = said.has && !Array.isArray(said);
    const raised = () => raises.length && (unsure || raises.some((each) => same(each, said)));
    const speaks = !fact.occasion && (!conduct ? raised() :
      !part || !neutral ? !same(said, neutral) :
        !TESTS["has"](neutral, ...said.has) || TESTS["any-of"](neutral, ...said.lacks));
    const gates = [...fact.spoken, ...speaks ? fact.gates : []];
    return { fact, said, unsure, speaks, gates, masks: masksOf(fact, said), whole: !unsure && !part };
  };
  const decided = Object.entries(model.given).map(([name, said]) => entryOf(byName.get(name), said));

  // What follows of facts that constraints tie together from what was stated of them, and what is assumed.
  const follows = ({ facts, free, questions }, entries, how) => {
    const gates = entries.flatMap((entry) => entry.gates);
    const effect = { answered: 0n, spoken: 0n, assumed: 0n, gates, unraised: [] };
    let left = narrowed(free, entries.flatMap(({ masks }) => masks)), known = 0n;
    if (!left) throw new Refusal("breaks-constraint", entries.map(({ fact }) => fact.name).join(", "));
    for (const { fact, whole, speaks } of entries) {
      known |= fact.bit;
      if (whole) effect.answered |= fact.bit;
      if (speaks) effect.spoken |= fact.bit;
    }
    const neutral = facts.filter((fact) => {
      if (!fact.conduct || !fact.toNeutral || !cellsOf[fact.number] || effect.answered & fact.bit) return false;
      const agrees = narrowed(left, fact.toNeutral);
      if (!agrees && !fact.occasion) effect.spoken |= fact.bit;
      return agrees && !(known & fact.bit);
    });
    const assumed = how === ASSUMED && narrowed(left, neutral.flatMap(({ toNeutral }) => toNeutral));
    if (assumed) {
      left = assumed;
      effect.assumed = set(neutral.map(({ number }) => number));
      known |= effect.assumed;
    }
    if (how !== NOTHING) {
      effect.unraised = questions.filter(({ by }) => !(known & by.bit) && !(known && by.answers.some(
        ([masks]) => narrowed(free, masks) && !narrowed(left, masks))));
    }
    return { ...effect, left };
  };

  const evaluate = (stated, { assume = "none" } = {}) => {
    if (!["none", "neutral"].includes(assume)) throw new Refusal("unknown-assumption", assume);
    const said = new Map();
    for (const [name, value] of Object.entries(stated)) {
      const fact = byName.get(name);
      if (!fact) throw new Refusal("unknown-fact", name);
      const entry = entryOf(fact, value), before = said.get(fact);
      if (before && !same(before.said, entry.said)) throw new Refusal("breaks-constraint", name);
      said.set(fact, entry);
    }
    for (const entry of decided) {
      const other = said.get(entry.fact);
      if (other && !other.unsure && !same(other.said, entry.said)) {
        throw new Refusal("breaks-constraint", entry.fact.name);
      }
      said.set(entry.fact, entry);
    }
    return decide([...said.values()], assume === "neutral");
  };

  // How an activity stands. What is not asked for is not worked out.
  const decide = (entries, neutral) => {
    const effect = (group, how) => {
      const here = entries.filter(({ fact }) => fact.bit & group.tied), make = () => follows(group, here, how);
      return here.every((entry) => decided.includes(entry)) ? kept(group.kept, how, make) : make();
    };
    const closed = groups.map((group) => effect(group, neutral ? ASSUMED : NOTHING));
    const unsure = union(entries.filter((entry) => entry.unsure).map(({ fact }) => fact.bit));
    const spoken = union(closed.map((each) => each.spoken)), gates = closed.flatMap((each) => each.gates);
    const touched = union(facts.filter((fact) => fact.bit & spoken).map(({ touching }) => touching));
    let left, combos, levels, assumed, known, unraised, unknown, found, leftOpen = unsure;
    let raised = !neutral ? 0n : union(norms.filter(({ bit, role, gate, breaks }) => bit & touched && (
      role === "standing" ? gates.includes(gate) : role || breaks !== undefined)).map((norm) => norm.bit));

    const once = (key, make) => kept(found, key, make);
    const can = (formula) => once(formula, () => canHold([formula], left));
    const surely = (formula) => !once(`${formula} fails`, () => reaches(step([formula]), left));
    const counts = ({ breaks, gate }) => breaks !== undefined && (!gate || left[gate] === 2);
    const mayBreak = ({ breaks }) => breaks !== undefined && can(breaks);
    const termsOf = (test) => terms.filter(([level]) => test(level)).map((term) => term[2]);
    const canBeBelow = (level, left) => reaches(kept(below, level, () => step(termsOf((each) => each >= level))), left);
    const levelsOf = (left) => [0, 1, 2, 3].filter((level) => level ? canHold(
      [termsOf((each) => each === level)], left, (there) => canBeBelow(level + 1, there)) : canBeBelow(1, left));
    const orWorse = () => levels.length > 1 && levels[0] > 1;
    const settled = () => !in_force || levels.length === 1;

    const statuses = ({ stands }) => STATUSES.filter((_, at) => can(stands[at]));
    const status = (norm) => {
      const [one, ...others] = statuses(norm);
      if (norm.role === "standing" && !counts(norm) && [one, ...others].some((each) => DECIDED.includes(each))) {
        return "standing";
      }
      return others.length ? "undetermined" : one;
    };
    const answer = () => !in_force ? "not_in_force" :
      levels.length === 1 || levels[0] === 2 ? OUTCOMES[levels[0]] : asks() ? "undetermined" : "seek_advice";
    const because = () => {
      const outside = (norm) => ({ norm, status: "outside" });
      if (!in_force) return model.commencing.map(outside);
      if (!levels[0] && !levels[1]) return model.scope_norms.filter((each) => !can(each[1])).map(([id]) => outside(id));
      if (levels[levels.length - 1] < 2) return [];
      let broken = norms.filter(mayBreak);
      if (levels[0] > 1) {
        broken = broken.filter(({ level }) => level === levels[0]);
        const all = broken.filter(({ breaks }) => surely(breaks));
        if (all.length) broken = all;
      }
      return broken.map((norm) => ({
        norm: norm.id, status: surely(norm.breaks) ? "broken" : norm.late ? status(norm) : "undetermined",
      }));
    };
    const arises = ({ on, polarity, clause, norm: id, when, named, conduct }) => {
      const norm = norms[clause], has = (number) => entries.some(({ fact }) => fact.number === number);
      if (on === "unsure") return ["undetermined", "seek_advice"].includes(answer()) || orWorse();
      if (on === "broken") {
        if (polarity === "refrain" && entries.some(({ fact, said }) => fact.stage && said === "done")) return false;
        return norm && counts(norm) && because().some((each) => each.norm === id) &&
          (surely(norm.breaks) || answer() !== "undetermined" && !(unsure & norm.whole));
      }
      if (!norm) return surely(when);
      const possible = statuses(norm), breaks = possible.includes("broken");
      if (possible.every((each) => DECIDED.includes(each))) return breaks || !named.some(has);
      return counts(norm) && breaks && conduct.every((number) => known & bit(number) || has(number));
    };

    // Whether two worlds that are left differ in one cell alone, and in what comes of them.
    const raises = (cell, value, other) => terms.some(([level, , formula]) => {
      if (level <= levels[0] || !(cells[formula] & bit(cell)) || !can(formula)) return false;
      const there = given(formula, cell, other);
      return there !== given(formula, cell, value) && once([level, there, cell, value].join(), () => {
        const here = [...left];
        here[cell] = 1 << value;
        return canHold([there], here, (each) => canBeBelow(level, each));
      });
    });
    // Pairs of values of a cell, by the facts in which combinations that are left differ.
    const pairsOf = (cell) => once(`pairs ${cell}`, () => {
      const pairs = new Map(), here = bits(combos[cell]), values = combinations[cell];
      for (const one of here) {
        for (const other of here) {
          if (values[one] === values[other]) continue;
          const differing = [...told[cell]].filter(([, codes]) => codes[one] !== codes[other]);
          kept(pairs, set(differing.map(([number]) => number)), () => new Map())
            .set(values[one] * 32 + values[other], [values[one], values[other]]);
        }
      }
      return pairs;
    });
    const moves = (cell, facts) => [...pairsOf(cell).get(facts) || []].some(([, pair]) => raises(cell, ...pair));
    const alone = (number) => once(`alone ${number}`, () => (
      bits(cellsOf[number]).some((cell) => moves(cell, bit(number)))));
    // The smallest sets of facts of a cell that move the outcome together, and none of them alone.
    const together = (cell) => once(`together ${cell}`, () => {
      const smallest = [], all = [...pairsOf(cell).keys()].map((facts) => [bits(facts), facts]);
      for (const [numbers, facts] of all.sort((one, other) => one[0].length - other[0].length)) {
        const larger = numbers.length < 2 || smallest.some((each) => (each & facts) === each);
        if (!larger && !numbers.some(alone) && moves(cell, facts)) smallest.push(facts);
      }
      return smallest;
    });
    const matters = (number) => !settled() && (alone(number) ||
      bits(cellsOf[number]).some((cell) => together(cell).some((each) => each & bit(number))));
    const askable = () => bits(unknown & ~unsure).filter((number) => facts[number]);
    const asks = () => once("asks", () => !settled() && (askable().some(alone) || questionsOf().length > 0));

    const onlyValue = (fact) => {
      const entry = entries.find((each) => each.fact === fact && each.whole);
      if (entry) return entry.said;
      if (assumed & fact.bit) return fact.neutral;
      if (fact.kind === "set" || !cellsOf[fact.number]) return undefined;
      const here = bits(cellsOf[fact.number]).map((cell) => [cell, combos[cell]]);
      const [one, ...others] = fact.answers.filter(([masks]) => narrowed(here, masks));
      if (others.length) return undefined;
      const value = Array.isArray(one[1]) ? one[1][0] : one[1];
      return fact.kind === "day" ? new Date((value - FIRST) * DAY).toISOString().slice(0, 10) : value;
    };
    // Whether a condition surely holds, or surely does not; `null` where that is open.
    const tells = ([kind, ...rest]) => {
      if (JOINS[kind]) return JOINS[kind](rest.map(tells));
      const value = onlyValue(byName.get(rest[0]));
      return value === undefined ? null : TESTS[kind](value, ...rest.slice(1));
    };
    // The facts still to be asked, most decisive first; none that could not change the outcome.
    const questionsOf = () => once("questions", () => {
      if (settled()) return [];
      const movers = set(bits(unknown).filter(matters)), unsettled = movers & unsure;
      const beside = unsettled && union(joined(ties.map((tie) => tie & unknown)).filter((tied) => tied & unsettled));
      const narrows = ([masks]) => {
        const here = [...left];
        for (const [cell, mask] of masks) here[cell] = asFormulas(cell, combos[cell] & mask);
        const there = here.every(Boolean) ? levelsOf(here) : levels;
        return there.length && !same(there, levels);
      };
      const asked = askable().filter((number) => (
        movers & bit(number) || beside & bit(number) && facts[number].answers.some(narrows)));
      // What only exceptions turn on comes after what tells whether norms apply or are broken.
      const names = set(asked), speaksOf = set(model.scope.speaks_of);
      let first = speaksOf & names, later = 0n;
      for (const norm of raised ? norms.filter(mayBreak) : []) {
        const before = names & norm.before, excepting = names & norm.excepting & ~before;
        if (before) later |= excepting;
        first |= before || excepting;
      }
      const premature = later & ~first, ripe = (number) => !(premature & bit(number));
      const ready = asked.filter((number) => !facts[number].presupposes || tells(facts[number].presupposes));
      const counted = norms.filter(counts);
      const weight = (number) => counted.filter(({ breach }) => breach & bit(number)).length +
        (speaksOf & bit(number) ? counted.length : 0);
      return [ready.filter(ripe), ready, asked.filter(ripe)]
        .find((each, at) => each.length || at > 1)
        .map((number) => [weight(number), facts[number].name])
        .sort((one, other) => other[0] - one[0] || (one[1] < other[1] ? -1 : 1)).map(([, name]) => name);
    });

    for (;;) {
      const open = leftOpen | union(norms.filter((norm) => norm.bit & raised).map((norm) => norm.whole));
      const effects = closed.map((each, at) => (
        neutral && groups[at].tied & open & ~each.answered ? effect(groups[at], LEFT_OPEN) : each));
      assumed = union(effects.map((each) => each.assumed));
      unraised = effects.flatMap((each) => each.unraised);
      known = assumed | union(effects.map(({ answered }) => answered)) | set(unraised.map(({ number }) => number));
      combos = [...all];
      for (const each of effects) for (const [cell, mask] of each.left) combos[cell] = mask;
      for (const { masks: [[cell, mask]] } of unraised) combos[cell] &= mask;
      left = widths.map((_, cell) => cell < all.length ? asFormulas(cell, combos[cell]) : 1);
      for (const gate of effects.flatMap(({ gates }) => gates)) left[gate] = 2;
      found = new Map();
      levels = levelsOf(left);
      unknown = everything & ~known;
      if (!neutral) break;
      const departs = levels[levels.length - 1] > 1;
      const assuming = norms.filter((norm) => departs && norm.whole & assumed && mayBreak(norm));
      const further = assuming.length && answer() !== "undetermined" ? union(assuming.map((norm) => norm.bit)) : 0n;
      if (!levels[0] && levels.length > 1 && answer() === "seek_advice") leftOpen |= set(model.scope.turns_on);
      if (!further && !(leftOpen & assumed)) break;
      raised |= further;
    }
    const valued = (list, key, value) => Object.fromEntries(list.map((each) => [each[key], each[value]]));
    const idsOf = (list) => list.map(({ id }) => id);
    return {
      get possible() { return in_force ? levels.map((level) => OUTCOMES[level]) : ["not_in_force"]; },
      get answer() { return answer(); },
      get settled() { return settled(); },
      get or_worse() { return in_force && orWorse(); },
      get because() { return because(); },
      get findings() { return Object.fromEntries(in_force ? norms.map((norm) => [norm.id, status(norm)]) : []); },
      get questions() { return questionsOf(); },
      get not_sure() { return bits(unsure & unknown).filter(matters).map((number) => facts[number].name).sort(); },
      get readings() {
        return questions.filter(({ number }) => unknown & bit(number) && matters(number)).map(({ name }) => name);
      },
      get steps() { return in_force ? model.steps.filter(arises).map(({ norm }) => norm) : []; },
      get subject_to() {
        return idsOf(norms.filter((norm) => in_force && norm.role === "standing" && !counts(norm) &&
          can(norm.stands[8]) && surely(norm.stands[7])));
      },
      get set_aside() {
        return model.asides.filter((each) => in_force && can(each[3]))
          .map(([norm, prevailing, part]) => ({ norm, prevailing, part }));
      },
      get stated() { return Object.fromEntries(entries.map(({ fact, said }) => [fact.name, said])); },
      get assumed() { return valued(facts.filter((fact) => fact.bit & assumed), "name", "neutral"); },
      get raised() { return idsOf(norms.filter((norm) => norm.bit & raised)); },
      get unraised() { return valued(unraised, "name", "unraised"); },
    };
  };
  return { model, evaluate };
};

// Read a page model, once: `load(model).evaluate({"insignia.present": true}, {assume: "neutral"})` decides by it.
const load = (model) => {
  if (!model || model.format !== "smpolicy/page@1") throw new Refusal("unknown-format", model && model.format);
  try {
    return programOf(model);
  } catch (reason) {
    throw reason instanceof Refusal ? reason : new Refusal("unreadable-model", reason.message);
  }
};

export { Refusal, load };
