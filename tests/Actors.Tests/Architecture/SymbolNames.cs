using Microsoft.CodeAnalysis;

namespace Actors.Tests.Architecture;

/// <summary>Names of symbols.</summary>
internal static class SymbolNames
{
    /// <summary>The name with everything around it, joined by dots, without type parameters.</summary>
    public static string FullName(this ISymbol symbol) =>
        symbol.ContainingSymbol is null or INamespaceSymbol { IsGlobalNamespace: true } or IModuleSymbol
            ? symbol.Name
            : $"{symbol.ContainingSymbol.FullName()}.{symbol.Name}";
}
