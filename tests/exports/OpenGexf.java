import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.TimeFormat;
import org.gephi.graph.api.types.IntervalSet;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/** Opens a GEXF file as Gephi does, and prints what Gephi then has, a line for each thing. */
public final class OpenGexf {
    public static void main(String[] files) throws Exception {
        Lookup gephi = Lookup.getDefault();
        ProjectController projects = gephi.lookup(ProjectController.class);
        projects.newProject();
        ImportController imports = gephi.lookup(ImportController.class);
        Container read = imports.importFile(new File(files[0]));
        read.getReport().getIssues(1_000).forEachRemaining(OpenGexf::print);
        imports.process(read, new DefaultProcessor(), projects.getCurrentWorkspace());
        GraphModel model = gephi.lookup(GraphController.class).getGraphModel();
        print("time", model.getTimeFormat(), model.getConfiguration().getTimeRepresentation());
        for (Node node : model.getGraph().getNodes()) {
            print("node", node.getId(), node.getLabel(), node.getAttribute("mode"),
                node.getAttribute("kind"), spells(node));
        }
        for (Edge edge : model.getGraph().getEdges()) {
            print("edge", edge.getId(), edge.getSource().getId(), edge.getTarget().getId(),
                edge.getAttribute("kind"), edge.getWeight(),
                edge.isDirected() ? "directed" : "undirected", spells(edge));
        }
    }

    private static String spells(Element element) {
        IntervalSet known = (IntervalSet) element.getAttribute("timeset");
        return known == null ? "" : known.toString(TimeFormat.DATE);
    }

    private static void print(Issue issue) {
        print("issue", issue.getLevel(), issue.getMessage());
    }

    private static void print(Object... words) {
        System.out.println(
            Arrays.stream(words).map(String::valueOf).collect(Collectors.joining("\t")));
    }
}
