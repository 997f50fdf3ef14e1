using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Actors.Tests.Architecture;

/// <summary>The core and the shop do no I/O, read no clock, start no task, draw no lot and keep no state of their own.</summary>
public sealed class PurityTests
{
    /// <summary>Namespaces, types and members that have no place in pure code. A namespace counts with those inside it.</summary>
    private static readonly string[] Banned =
    [
        "System.IO", "System.Net", "System.Data", "System.Threading.Channels", "System.Console", "System.Environment", "System.Random",
        "System.AppContext", "System.TimeProvider", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.DateTime.Now",
        "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Threading.Thread", "System.Threading.ThreadPool",
        "System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Threading.Tasks.Parallel", "System.Threading.Tasks.Task.Run",
        "System.Threading.Tasks.Task.Delay", "System.Threading.Tasks.Task.Factory", "System.Threading.Tasks.TaskFactory",
        "System.Threading.Tasks.Task.Start", "System.Security.Cryptography.RandomNumberGenerator", "System.HashCode",
        "System.Runtime.InteropServices.Marshal",
    ];

    /// <summary>Types that can be changed although a static field that holds one is read-only.</summary>
    private static readonly string[] Mutable =
    [
        "List", "Dictionary", "HashSet", "Queue", "Stack", "LinkedList", "SortedList", "SortedDictionary", "SortedSet", "PriorityQueue",
        "ConcurrentDictionary", "ConcurrentQueue", "ConcurrentBag", "ArrayBufferWriter", "StringBuilder",
    ];

    private static readonly CSharpCompilation Bound = Sources.Bind("Actors", "Shop");

    [Fact]
    [Trait("Invariant", "I5")]
    public void The_core_and_the_shop_use_nothing_impure()
    {
        var faults = Bound.SyntaxTrees.Where(t => t.FilePath.Length > 0).SelectMany(tree =>
        {
            var model = Bound.GetSemanticModel(tree);
            return tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(n => !IsInUsing(n))
                .Select(n => (Node: n, Fault: BannedPart(model.GetSymbolInfo(n)))).Where(f => f.Fault is not null)
                .Select(f => $"{f.Node.Place()} uses {f.Fault}");
        });
        Faults.None(faults);
    }

    [Fact]
    [Trait("Invariant", "I5")]
    public void The_core_and_the_shop_have_no_static_state_that_can_change()
    {
        var faults = Bound.SyntaxTrees.Where(t => t.FilePath.Length > 0).SelectMany(tree =>
        {
            var model = Bound.GetSemanticModel(tree);
            return tree.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>()
                .Where(v => model.GetDeclaredSymbol(v) is IFieldSymbol { IsStatic: true } field && CanChange(field)).Select(v => v.Place())
                .Concat(tree.GetRoot().DescendantNodes().OfType<PropertyDeclarationSyntax>()
                    .Where(p => model.GetDeclaredSymbol(p) is { IsStatic: true, SetMethod: not null }).Select(p => p.Place()));
        });
        Faults.None(faults);
    }

    [Theory]
    [InlineData("System.DateTime.UtcNow", "class C { object M() => DateTime.UtcNow; }")]
    [InlineData("System.IO", "class C { object M() => File.ReadAllText(\"x\"); }")]
    [InlineData("System.Random", "class C { object M() => new Random(1); }")]
    [InlineData("System.Threading.Tasks.Task.Run", "class C { object M() => Task.Run(() => 1); }")]
    public void The_rule_finds_impure_code(string expected, string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code);
        var model = Bound.AddSyntaxTrees(tree).GetSemanticModel(tree);
        Assert.Contains(expected, tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Select(n => BannedPart(model.GetSymbolInfo(n))));
    }

    private static bool IsInUsing(SyntaxNode node) => node.Ancestors().OfType<UsingDirectiveSyntax>().Any();

    private static string? BannedPart(SymbolInfo info)
    {
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        if (symbol is null or INamespaceSymbol || symbol.Locations.Any(l => l.IsInSource))
        {
            return null;
        }

        var name = (symbol.OriginalDefinition as IMethodSymbol)?.MethodKind == MethodKind.Constructor ? symbol.ContainingType.FullName() : symbol.FullName();
        return Array.Find(Banned, b => name == b || name.StartsWith(b + ".", StringComparison.Ordinal));
    }

    private static bool CanChange(IFieldSymbol field) =>
        !field.IsConst
        && !field.GetAttributes().Any(a => a.AttributeClass?.Name is "ThreadStaticAttribute")
        && (!field.IsReadOnly || Mutable.Contains(field.Type.Name) || field.Type is IArrayTypeSymbol);
}
