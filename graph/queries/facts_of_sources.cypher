// All that must be known of sources' facts to tell whether an edition says anything new.
UNWIND $sources AS source
MATCH (f:Fact {source: source})
RETURN source, f.key, f.hash, f.published, f.past, f.waitsFor
