using System.ComponentModel.DataAnnotations;
using Actors.Membership;

namespace Actors.Runtime;

/// <summary>How a node takes part in a cluster.</summary>
public sealed record ClusterOptions : IValidatableObject
{
    /// <summary>The times; the same on every node.</summary>
    public MembershipOptions Times { get; init; } = new();

    /// <summary>What the node does. Default: owns shards.</summary>
    public MemberRoles Roles { get; init; } = MemberRoles.Shards;

    /// <summary>Where the other nodes reach this one's link; <see langword="null"/> only for a node that nobody calls, such as one without shards.</summary>
    public Uri? Address { get; init; }

    /// <summary>Where this node's HTTP interface is reached by the others, which ask it for an operator; <see langword="null"/> without one.</summary>
    public Uri? HttpAddress { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (option, value, fault) in Times.Faults())
        {
            yield return new ValidationResult($"{nameof(Times)}.{option} is {value}; it {fault}.", [nameof(Times)]);
        }

        if (Roles.HasFlag(MemberRoles.Shards) && Address is not { IsAbsoluteUri: true })
        {
            yield return new ValidationResult(
                $"{nameof(Address)} is '{Address}'; a node that owns shards must tell the others where they reach it, with scheme, host and port.", [nameof(Address)]);
        }
    }
}
