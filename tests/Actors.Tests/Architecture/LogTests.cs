using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Actors.Tests.Architecture;

/// <summary>Log messages are source generated and stand together, so that a project's words can be read on one page.</summary>
public sealed class LogTests
{
    private static readonly string[] Methods = ["LogTrace", "LogDebug", "LogInformation", "LogWarning", "LogError", "LogCritical"];

    [Fact]
    public void The_log_messages_of_a_project_stand_in_its_LogMessages_file()
    {
        var elsewhere = Sources.Product.All<AttributeSyntax>()
            .Where(a => a.Name.ToString() is "LoggerMessage" or "LoggerMessageAttribute")
            .Where(a => a.SyntaxTree.FilePath.Split('/') is not ["src", _, "LogMessages.cs"]);
        Faults.None(elsewhere.Select(a => $"{a.Place()} belongs into LogMessages.cs at the root of its project."));
    }

    [Fact]
    public void No_message_is_logged_that_is_not_source_generated()
    {
        var calls = Sources.Product.All<MemberAccessExpressionSyntax>().Where(m => Methods.Contains(m.Name.Identifier.Text));
        Faults.None(calls.Select(m => $"{m.Place()} calls {m.Name}; give the message a method in LogMessages.cs."));
    }

    [Fact]
    public void No_two_messages_of_a_project_have_one_id()
    {
        var faults = Sources.Product.All<AttributeSyntax>().Where(a => a.Name.ToString() == "LoggerMessage")
            .GroupBy(a => (a.SyntaxTree.FilePath, Id: a.ArgumentList!.Arguments[0].ToString()))
            .Where(g => g.Count() > 1).Select(g => $"{g.Key.FilePath} has {g.Count()} messages with id {g.Key.Id}.");
        Faults.None(faults);
    }
}
