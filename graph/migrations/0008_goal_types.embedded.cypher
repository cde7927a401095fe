// As in the first: the types of what is indexed next.
CREATE CONSTRAINT goal_id_type IF NOT EXISTS FOR (n:Goal) REQUIRE n.id IS :: STRING;
CREATE CONSTRAINT goal_sort_type IF NOT EXISTS FOR (n:Goal) REQUIRE n.sortKey IS :: STRING;
CREATE CONSTRAINT goal_since_type IF NOT EXISTS FOR (n:Goal) REQUIRE n.since IS :: STRING;
CREATE CONSTRAINT milestone_id_type IF NOT EXISTS FOR (n:Milestone) REQUIRE n.id IS :: STRING;
CREATE CONSTRAINT measure_id_type IF NOT EXISTS FOR (n:GoalMeasure) REQUIRE n.id IS :: STRING;
CREATE CONSTRAINT observation_id_type IF NOT EXISTS FOR (n:Observation) REQUIRE n.id IS :: STRING;
