using System.Text.Json;
using Actors.Operations;

namespace Actors.Cmd.Screens;

/// <summary>Shows what became of a change.</summary>
internal static class ChangeScreen
{
    public static void Show(Screen screen, ChangeResult result) =>
        screen.Line(screen.IsJson ? JsonSerializer.Serialize(result, OperationsJson.Default.ChangeResult) : $"{result.Outcome}.");
}
