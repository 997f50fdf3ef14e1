using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Actors.Tests.Architecture;

/// <summary>The parsed C# sources; each file is parsed once.</summary>
internal static class Sources
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;"
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>What we ship.</summary>
    public static IReadOnlyList<SyntaxTree> Product { get; } = Parse("src");

    /// <summary>What proves it.</summary>
    public static IReadOnlyList<SyntaxTree> Tests { get; } = Parse("tests");

    /// <summary>The sources of one project of src.</summary>
    public static IEnumerable<SyntaxTree> Of(string project) =>
        Product.Where(t => t.FilePath.StartsWith($"src/{project}/", StringComparison.Ordinal));

    /// <summary>All declarations of a kind in these sources.</summary>
    public static IEnumerable<T> All<T>(this IEnumerable<SyntaxTree> trees)
        where T : SyntaxNode => trees.SelectMany(t => t.GetRoot().DescendantNodes().OfType<T>());

    /// <summary>Where a node is, for people: path and line.</summary>
    public static string Place(this SyntaxNode node) =>
        $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>The lines a declaration takes, without its documentation.</summary>
    public static int LineCount(this SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    /// <summary>The name of the type around a node, with the types around that one.</summary>
    public static string TypeName(this SyntaxNode node) =>
        string.Join('.', node.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().Reverse().Select(t => t.Identifier.Text));

    /// <summary>Binds the sources of some projects to the base library, so that names can be told apart by what they mean.</summary>
    public static CSharpCompilation Bind(params string[] projects)
    {
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) == "netstandard.dll")
            .Select(p => MetadataReference.CreateFromFile(p));
        return CSharpCompilation.Create(
            "bound",
            projects.SelectMany(Of).Append(CSharpSyntaxTree.ParseText(ImplicitUsings)),
            assemblies,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static IReadOnlyList<SyntaxTree> Parse(string folder) =>
        [.. Repository.CSharpFiles(folder).Select(f => CSharpSyntaxTree.ParseText(Repository.Read(f), path: f))];
}
