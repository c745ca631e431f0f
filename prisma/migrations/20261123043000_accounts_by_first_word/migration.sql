-- The words of a name as one types them who has no such letters: "Sønderrup-Fragt A/S" is sonderrup, fragt, a, s.
CREATE FUNCTION name_words(name text) RETURNS text[] IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
  SELECT array_remove(string_to_array(translate(
    replace(replace(replace(replace(lower(translate(left(name, 200),
      'ÀÁÂÃÄÅĀĂĄàáâãäåāăąÇĆČçćčĎĐďđÈÉÊËĒĘĚèéêëēęěĞğÌÍÎÏĪİìíîïīıŁłÑŃŇñńňÒÓÔÕÖØŌŐòóôõöøōőŔŘŕřŚŞŠśşšŤťÙÚÛÜŪŮŰùúûüūůűÝýÿŹŻŽźżžÆŒÞĢģĶķĻļŅņȘșȚțŢţĖėĮįŲųḨḩĠġĊċẞ',
      'aaaaaaaaaaaaaaaaaaccccccddddeeeeeeeeeeeeeeggiiiiiiiiiiiillnnnnnnoooooooooooooooorrrrssssssttuuuuuuuuuuuuuuyyyzzzzzzæœþggkkllnnsstttteeiiuuhhggccß'
    )), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th'),
    E'-–—.,;:!?&/()\'\"’‘“”„«»<>*_|+@#[]{}·•…™®©€$%^=~\\\t\n\u00a0', repeat(' ', 80)), ' '), '')
$$;

-- A customer is found in a sentence by the first word of its name, or by how that begins.
CREATE INDEX accounts_first_word_idx ON accounts (((name_words(name))[1]) COLLATE "C");
