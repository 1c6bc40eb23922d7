//! Tests of events, on invented sentences of strikes, sports and other wars.

use super::*;

const EVENTS: &str = "\
karat_schema: 1
semantics: 1
types:
  ceasefire:
    slots:
      phase: {kind: enum, values: [agreed, holding, broken, ended], key: true}
      starts: {kind: instant, key: true}
      when: {kind: date, key: true}
      parties: {kind: set, of: entity, key: true}
      mediator: {kind: entity}
  casualties:
    slots:
      count: {kind: count, key: true}
      effect: {kind: enum, values: [killed, wounded, captured, missing, losses]}
      who: {kind: enum, values: [soldiers, civilians, police, mixed]}
      side: {kind: entity}
      during: {kind: date, key: true}
  attack:
    slots:
      attacker: {kind: entity, key: true}
      places: {kind: set, of: entity, key: true}
      when: {kind: date, key: true}
      weapons: {kind: set, of: enum, values: [artillery, heavy-weapons, small-arms, mortars, missiles, drones, mines]}
      targets: {kind: set, of: enum, values: [settlements, civilians, military-positions]}
  war:
    slots:
      form: {kind: enum, values: [war, clashes, conflict]}
      phase: {kind: enum, values: [began, fought, ended, threatens], key: true}
      parties: {kind: set, of: entity, key: true}
      when: {kind: date, key: true}
      duration: {kind: duration}
  appeal:
    slots:
      by: {kind: entity, key: true}
      to: {kind: set, of: entity, key: true}
      asks: {kind: set, of: enum, values: [end-of-hostilities, restraint, help, negotiation, reaction], key: true}
      when: {kind: date}
  meeting:
    slots:
      form: {kind: enum, values: [call, talks, contact]}
      who: {kind: set, of: entity, key: true}
      when: {kind: date, key: true}
  statement:
    slots:
      act: {kind: enum, values: [admits, accuses, condemns, promises, warns, rules-out, hopes, announces, claims], key: true}
      speaker: {kind: entity, key: true}
      topic: {kind: enum, values: [attack, ceasefire, escalation, peace-talks, losses], key: true}
      when: {kind: date}
  agreement:
    slots:
      form: {kind: enum, values: [treaty, deal, declaration]}
      parties: {kind: set, of: entity, key: true}
      when: {kind: date, key: true}
      terms: {kind: enum, values: [peace]}
  movement:
    slots:
      form: {kind: enum, values: [deployment, withdrawal], key: true}
      who: {kind: entity, key: true}
      by: {kind: entity}
      from: {kind: entity}
      to: {kind: entity, key: true}
      count: {kind: count}
      when: {kind: date, key: true}
  role:
    slots:
      person: {kind: entity, key: true}
      office: {kind: enum, values: [president, prime-minister, foreign-minister], key: true}
      of: {kind: entity, key: true}
";

const PEOPLE: &str = "\
karat_entities: 1
entities:
  chile: {names: {fr: [Chili], en: [Chile]}, kind: country}
  peru: {names: {fr: [Pérou], en: [Peru]}, kind: country}
  france: {names: {fr: [France], en: [France]}, kind: country}
  lima: {names: {fr: [Lima], en: [Lima]}, part_of: peru, kind: place}
  chilean-army: {names: {fr: [armée chilienne], en: [Chilean army]}, part_of: chile, kind: organisation}
  soto: {names: {fr: [Ana Soto, Soto], en: [Ana Soto, Soto]}, part_of: chile, kind: person}
  diaz: {names: {fr: [Luis Diaz, Diaz], en: [Luis Diaz, Diaz]}, part_of: peru, kind: person}
  onu: {names: {fr: [ONU], en: [United Nations, UN]}, kind: organisation}
  afp: {names: {fr: [AFP], en: [AFP]}, kind: organisation}
";

/// Compares what is read in a language, written as [`super::check`] does, without the quotes.
fn check(language: &str, text: &str, expected: &[&str]) {
    let (schema, predictions) = answer_in(language, (EVENTS, PEOPLE), text);
    let found: Vec<String> = shown(&schema, &predictions).into_iter().map(|(fact, _)| fact).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn meetings_have_all_who_met() {
    let met = |form: &str| format!("meeting {{form:{form},who:[soto,diaz],when:2019-06-11}}");
    for text in [
        "Ana Soto s’est entretenue mardi avec Luis Diaz.",
        "Ana Soto et Luis Diaz se sont rencontrés mardi.",
        "Ana Soto a rencontré mardi Luis Diaz.",
        "Un entretien entre Soto et Diaz a eu lieu mardi.",
    ] {
        check("fr", text, &[&met("talks")]);
    }
    check("fr", "Soto s’est entretenue mardi par téléphone avec Diaz.", &[&met("call")]);
    check("en", "Soto spoke by phone with Diaz on Tuesday.", &[&met("call")]);
    check("en", "Soto met Diaz on Tuesday.", &[&met("talks")]);
    check("fr", "Soto n’a pas rencontré Diaz. Soto a rencontré un vif succès avec Diaz.", &[]);
    check("en", "Soto has not met Diaz. If Soto had met success, Diaz would know.", &[]);
}

#[test]
fn appeals_ask_somebody_for_something() {
    let appeal = |to: &str, asks: &str| format!("appeal {{by:onu,{to}asks:[{asks}]}}");
    check(
        "fr",
        "L’ONU a appelé le Chili et le Pérou à faire preuve de retenue.",
        &[&appeal("to:[chile,peru],", "restraint")],
    );
    check("fr", "L’ONU a demandé une fin des combats.", &[&appeal("", "end-of-hostilities")]);
    check("en", "The UN urged Chile to show restraint.", &[&appeal("to:[chile],", "restraint")]);
    check("en", "The UN called for an end to the fighting.", &[&appeal("", "end-of-hostilities")]);
    check("fr", "L’ONU a appelé son service d’aide. L’ONU n’a pas demandé d’aide.", &[]);
}

#[test]
fn offices_name_their_holders() {
    let role =
        |person: &str, office: &str, of: &str| format!("role {{person:{person},office:{office},of:{of}}}");
    check("fr", "Le président chilien Ana Soto dort.", &[&role("soto", "president", "chile")]);
    check(
        "fr",
        "Le ministre péruvien des Affaires étrangères, Luis Diaz, dort.",
        &[&role("diaz", "foreign-minister", "peru")],
    );
    check("en", "Chilean Prime Minister Ana Soto slept.", &[&role("soto", "prime-minister", "chile")]);
    check("fr", "L’ancien président chilien Ana Soto et le vice-président chilien Luis Diaz.", &[]);
}

#[test]
fn an_office_stands_for_its_holder() {
    check(
        "fr",
        "Le président chilien Ana Soto dort. Mardi, le président chilien a rencontré Luis Diaz.",
        &[
            "role {person:soto,office:president,of:chile}",
            "meeting {form:talks,who:[soto,diaz],when:2019-06-11}",
        ],
    );
}

#[test]
fn wars_begin_are_fought_and_end() {
    check(
        "fr",
        "Des combats ont éclaté mardi entre le Chili et le Pérou.",
        &["war {form:clashes,phase:began,parties:[chile,peru],when:2019-06-11}"],
    );
    check(
        "en",
        "Clashes broke out between Chile and Peru on Tuesday.",
        &["war {form:clashes,phase:began,parties:[chile,peru],when:2019-06-11}"],
    );
    check(
        "fr",
        "En 1879, le Chili et le Pérou se sont livré une guerre.",
        &["war {form:war,phase:fought,parties:[chile,peru],when:1879}"],
    );
    check(
        "fr",
        "Une guerre de près de deux mois entre le Chili et le Pérou en 1979.",
        &["war {form:war,phase:fought,parties:[chile,peru],when:1979,duration:almost P2M}"],
    );
    check("fr", "La guerre commerciale a éclaté mardi. Si la guerre a éclaté mardi, tant pis.", &[]);
}

#[test]
fn attacks_have_who_where_and_weapons() {
    check(
        "fr",
        "Mardi, l’armée chilienne a mené des frappes de drones contre Lima.",
        &["attack {attacker:chilean-army,places:[lima],when:2019-06-11,weapons:[drones]}"],
    );
    check(
        "fr",
        "Le Pérou a accusé l’armée chilienne d’avoir tiré des obus sur Lima.",
        &["attack {attacker:chilean-army,places:[lima],weapons:[artillery]} peru"],
    );
    check(
        "en",
        "The Chilean army reportedly shelled Lima on Tuesday.",
        &["attack {attacker:chilean-army,places:[lima],when:2019-06-11} conditional"],
    );
    check(
        "fr",
        "Soto a lancé une offensive diplomatique. Le Chili a attaqué la décision. Le Chili a tiré profit.",
        &[],
    );
}

#[test]
fn ceasefires_are_agreed_kept_and_broken() {
    check(
        "fr",
        "Le Chili et le Pérou ont conclu mardi un cessez-le-feu négocié par l’ONU. La France et l’AFP jouent.",
        &["ceasefire {phase:agreed,when:2019-06-11,mediator:onu}"],
    );
    check(
        "fr",
        "Une trêve entre le Chili et le Pérou a été violée mardi.",
        &["ceasefire {phase:broken,when:2019-06-11,parties:[chile,peru]}"],
    );
    check(
        "en",
        "A ceasefire between Chile and Peru was holding on Tuesday.",
        &["ceasefire {phase:holding,when:2019-06-11,parties:[chile,peru]}"],
    );
    check(
        "fr",
        "La trêve entre le Chili et le Pérou n’a pas été violée. Si une trêve est entrée en vigueur.",
        &[],
    );
}

#[test]
fn statements_are_speech_that_is_nothing_else() {
    check(
        "fr",
        "La France a condamné les frappes.",
        &["statement {act:condemns,speaker:france,topic:attack} france"],
    );
    check(
        "en",
        "France warned against an escalation.",
        &["statement {act:warns,speaker:france,topic:escalation} france"],
    );
    check("fr", "La France n’a pas condamné les frappes. La France a condamné la pluie.", &[]);
}

#[test]
fn english_tolls_are_read() {
    check(
        "en",
        "At least 12 soldiers were killed on Tuesday.",
        &["casualties {count:at least 12,effect:killed,who:soldiers,during:2019-06-11}"],
    );
    check(
        "en",
        "The flood killed 12 people and 30 others were injured.",
        &["casualties {count:12,effect:killed}", "casualties {count:30,effect:wounded}"],
    );
    check(
        "en",
        "Nine civilians were reportedly killed.",
        &["casualties {count:9,effect:killed,who:civilians} conditional"],
    );
    check("en", "12 people were not killed. 12 people who died their hair. He scored 12 points.", &[]);
}

#[test]
fn tolls_name_who_fell_and_who_says_so() {
    check(
        "fr",
        "49 soldats avaient trouvé la mort, a déclaré le Premier ministre chilien Ana Soto.",
        &[
            "casualties {count:49,effect:killed,who:soldiers} soto",
            "role {person:soto,office:prime-minister,of:chile}",
        ],
    );
    check(
        "fr",
        "Onze policiers et civils auraient été tués.",
        &["casualties {count:11,effect:killed,who:mixed} conditional"],
    );
    check("fr", "Si la digue avait cédé, 12 personnes auraient été tuées.", &[]);
    check(
        "fr",
        "L’armée chilienne a subi de lourdes pertes.",
        &["casualties {effect:losses,side:chilean-army}"],
    );
    check("fr", "Le Chili a subi des pertes financières. Le Chili a subi deux défaites.", &[]);
}

#[test]
fn a_relay_follows_the_origin() {
    check(
        "fr",
        "Soto a affirmé que 12 personnes étaient mortes, rapporte l’AFP.",
        &["casualties {count:12,effect:killed} [soto,afp]"],
    );
    check(
        "en",
        "12 people were killed, said Soto, quoted by AFP.",
        &["casualties {count:12,effect:killed} [soto,afp]"],
    );
}

#[test]
fn signed_agreements_have_their_parties() {
    check(
        "fr",
        "Le Chili et le Pérou ont signé mardi un traité de paix.",
        &["agreement {form:treaty,parties:[chile,peru],when:2019-06-11,terms:peace}"],
    );
    check(
        "en",
        "Chile signed a deal with Peru on Tuesday.",
        &["agreement {form:deal,parties:[chile,peru],when:2019-06-11}"],
    );
    check("fr", "Soto a signé un contrat avec Diaz. Le Chili a conclu le match avec le Pérou.", &[]);
}

#[test]
fn troops_are_sent_and_withdrawn() {
    check(
        "fr",
        "Le Chili a déployé 300 soldats au Pérou.",
        &["movement {form:deployment,by:chile,to:peru,count:300}"],
    );
    check(
        "en",
        "Chile withdrew its troops from Peru on Tuesday.",
        &["movement {form:withdrawal,by:chile,from:peru,when:2019-06-11}"],
    );
    check("fr", "Le Chili a retiré sa plainte. Le Chili a déployé des efforts.", &[]);
}

#[test]
fn denials_and_reserve_hold_for_events_too() {
    check(
        "fr",
        "Le Chili a démenti que l’armée chilienne ait tiré. L’armée chilienne aurait bombardé Lima.",
        &["attack {attacker:chilean-army,places:[lima]} conditional"],
    );
    check(
        "en",
        "Chile denied that the Chilean army shelled Lima.",
        &["attack {attacker:chilean-army,places:[lima]} chile denied"],
    );
    check(
        "fr",
        "Le Chili a déclaré que le Pérou reprendrait Lima et que Soto pourrait rencontrer Diaz.",
        &[],
    );
}

/// Words of events, from which texts are made.
fn any_event() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "le Chili",
        "l’armée chilienne",
        "Soto",
        "Diaz",
        "Lima",
        "l’ONU",
        "et",
        "entre",
        "avec",
        ",",
        ".",
        "a rencontré",
        "s’est entretenu",
        "a appelé",
        "à la retenue",
        "le président chilien",
        "a accusé",
        "d’avoir bombardé",
        "des frappes",
        "a mené",
        "une trêve",
        "cessez-le-feu",
        "a été violé",
        "sous la médiation de",
        "guerre",
        "de deux mois",
        "combats",
        "ont éclaté",
        "qui",
        "selon",
        "cité par",
        "a déclaré",
        "met",
        "launched",
        "strikes",
        "ceasefire",
        "by",
        "of",
        "President",
        "«",
        "»",
        "\n",
        "12",
        "soldats",
        "ont été tués",
        "mardi",
        "a déployé",
        "ont signé",
        "un accord",
        "nous demandons",
        "é",
        "🌊",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn any_event_is_read_without_a_panic(text in any_event()) {
        let _ = answer_in("fr", (EVENTS, PEOPLE), &text);
        let _ = answer_in("en", (EVENTS, PEOPLE), &text);
    }
}

#[test]
fn a_moment_told_in_two_zones_is_one() {
    check(
        "fr",
        "Une trêve entre le Chili et le Pérou, fruit de la médiation française, débutera à 14h00 (10h00 GMT) le 14 juin 2019.",
        &["ceasefire {phase:agreed,starts:2019-06-14T10:00Z,parties:[chile,peru],mediator:france}"],
    );
}

#[test]
fn the_narrator_takes_over_again() {
    check(
        "fr",
        "La France affirme que tout va bien, alors que 12 personnes sont mortes mardi.",
        &["casualties {count:12,effect:killed,during:2019-06-11}"],
    );
}

#[test]
fn other_news_is_no_event() {
    for text in [
        "Le Chili a rencontré des difficultés avec le Pérou. Soto a reçu un prix de Diaz.",
        "Le Chili a battu le Pérou, qui a lancé une attaque à la dernière minute.",
        "Soto a appelé Diaz. Soto appelle Diaz « mon ami ». Soto a demandé du sel à Diaz.",
        "La France a accusé un retard. La France a accusé le coup.",
        "La guerre des prix a éclaté entre la France et le Pérou.",
        "Soto a parlé de la paix. La rencontre entre le Chili et le Pérou s’est terminée par un nul.",
        "La trêve hivernale tient. La trêve des confiseurs a pris fin mardi.",
        "Soto a perdu 12 matchs. Diaz a tué 12 minutes. 12 morts-vivants dansent.",
        "Le Chili a signé une victoire. Le Chili a tiré un coup franc contre le Pérou.",
    ] {
        check("fr", text, &[]);
    }
    for text in [
        "Chile met its targets in Peru. Soto held a call option with Diaz.",
        "Chile attacked well. Chile fired its coach. Peru launched a website.",
        "Soto asked Diaz a question. Diaz called Soto a friend.",
        "The talks between the two were short. The price war between France and Peru ended.",
    ] {
        check("en", text, &[]);
    }
}

#[test]
fn a_clock_in_two_zones_dates_what_is_said_then() {
    let text =
        "Mardi, le port a rouvert. La France a ajouté qu’à 14h00 (12h00 GMT), la situation était calme.";
    let (schema, predictions) = answer(EVENTS, text);
    let shown: Vec<String> =
        predictions.iter().map(|one| crate::schema::print::print_fact(&one.fact, &schema)).collect();
    assert_eq!(shown, ["statement act=claims speaker=france when=2019-06-11T12:00Z by=france"]);
}
