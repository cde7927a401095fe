// All that must be known of a source's facts to tell whether an edition says anything new.
MATCH (f:Fact {source: $source})
RETURN f.key, f.hash, f.published, f.past, f.waitsFor
